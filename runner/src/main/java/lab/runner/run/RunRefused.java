package lab.runner.run;

import java.util.Optional;

/** Somebody else has the lab, or whoever asks has lost it; the message is for the user. */
public final class RunRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  RunRefused(String message) {
    super(message);
  }

  /**
   * Somebody else has the lab.
   *
   * @param who in words, if it is known
   */
  static RunRefused taken(Optional<String> who) {
    return new RunRefused(
        "The lab is taken by %s. One run at a time: wait for its end, or end it (Ctrl-C)."
            .formatted(who.orElse("another command")));
  }

  /** Somebody else's run owns the nodes. */
  static RunRefused ofHand(RunTicket run) {
    return new RunRefused(
        "The lab is taken by %s, whose verdict would be false. Wait for its end, or --force."
            .formatted(run.words()));
  }
}
