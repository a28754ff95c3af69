package lab.runner.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The right to use the lab, held by one command at a time.
 *
 * @param id sent along with everything that the command does to the lab, so that a command that has
 *     lost its right can do nothing any more (a fencing token)
 * @param what the command, for people
 * @param pid of the command
 * @param since when it has had the lab
 * @param ownsNodes whether nobody else may fault nodes meanwhile, because a verdict depends on them
 */
public record RunTicket(String id, String what, long pid, Instant since, boolean ownsNodes) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /**
   * Checks that nodes may be faulted by hand.
   *
   * @throws RunRefused if they may not
   */
  public void checkByHand() {
    if (ownsNodes) {
      throw RunRefused.ofHand(this);
    }
  }

  /** The command with its pid and time, for people. */
  public String words() {
    return "%s (pid %d, since %s)".formatted(what, pid, CLOCK.format(since));
  }
}
