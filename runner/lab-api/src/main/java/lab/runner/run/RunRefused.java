package lab.runner.run;

import java.util.Optional;

/** Another command has the lab, or the caller has lost it; the message is for the user. */
public final class RunRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  RunRefused(String message) {
    super(message);
  }

  /**
   * Another command has the lab.
   *
   * @param who has it, in words, if known
   */
  static RunRefused taken(Optional<String> who) {
    return new RunRefused(
        "The lab is taken by %s. One run at a time: wait for its end, or end it (Ctrl-C)."
            .formatted(who.orElse("another command")));
  }

  /** A run owns the nodes, which therefore cannot be faulted by hand. */
  static RunRefused ofHand(RunTicket run) {
    return new RunRefused(
        "The lab is taken by %s, whose verdict would be false. Wait for its end, or --force."
            .formatted(run.words()));
  }
}
