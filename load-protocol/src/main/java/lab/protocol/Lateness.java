package lab.protocol;

import java.time.Duration;

/**
 * Decides whether a load generator has fallen behind. What it measured then says something about
 * the machine that it runs on, not about the system under test.
 */
public final class Lateness {
  /** A request sent this long after it was due counts as late. */
  public static final Duration LATE = Duration.ofMillis(250);

  /** The share of the due requests from which on late or missed ones are too many. */
  private static final double SHARE = 0.01;

  private Lateness() {}

  /** Whether too many of the due requests were late or missed. */
  public static boolean isBehind(long missed, long due) {
    return missed > 0 && missed >= SHARE * due;
  }
}
