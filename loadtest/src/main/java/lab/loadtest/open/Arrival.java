package lab.loadtest.open;

/**
 * One arrival: a request of one kind, due at one time and sent at another.
 *
 * @param index from 0, warm-up included
 * @param measured whether it belongs to the measured part
 * @param dueNanos as {@link System#nanoTime}, like {@code startedNanos}
 */
public record Arrival(
    long index, boolean measured, String operation, long dueNanos, long startedNanos) {

  /** The nano time from which this arrival's latency counts. */
  public long fromNanos() {
    return Math.min(dueNanos, startedNanos);
  }
}
