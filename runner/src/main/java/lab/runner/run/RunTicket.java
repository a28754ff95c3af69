package lab.runner.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The right to a lab, for one command at a time.
 *
 * @param id shown with all that the command does to the lab; a command that has lost its right
 *     cannot do anything any more (a fencing token)
 * @param what the command, for people
 * @param pid of the command
 * @param since when it has had the lab
 * @param ownsNodes whether nobody else may fault nodes meanwhile, because a verdict depends on it
 */
public record RunTicket(String id, String what, long pid, Instant since, boolean ownsNodes) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /**
   * Whether somebody may fault nodes by hand.
   *
   * @throws RunRefused if not
   */
  public void checkByHand() {
    if (ownsNodes) {
      throw RunRefused.ofHand(this);
    }
  }

  /** Who it is, for people. */
  public String words() {
    return "%s (pid %d, since %s)".formatted(what, pid, CLOCK.format(since));
  }
}
