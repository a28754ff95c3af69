package lab.queuetracker.queue;

import java.time.Instant;

/**
 * How long the line at a place is.
 *
 * @param length people in line, including those being served; 0 to {@value #MAX_LENGTH}
 * @param version grows by one with each change of this line, from 1
 */
public record Queue(String location, int length, long version, Instant updatedAt) {
  /** A line longer than this is a broken sensor or an attack. */
  public static final int MAX_LENGTH = 10_000;
}
