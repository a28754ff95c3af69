package lab.gateway.upstream;

import java.util.Arrays;

/**
 * The latest answers of one instance on one route: when each arrived, and whether it was bad.
 * Thread-safe.
 */
final class Answers {
  private static final int KEPT = 128;

  private final Ticker ticker;
  private final long[] times = new long[KEPT];
  private final boolean[] bad = new boolean[KEPT];
  private long count;

  /** A snapshot, the latest first. */
  static final class Past {
    private final long[] times;
    private final boolean[] bad;
    private final boolean whole;

    private Past(long[] times, boolean[] bad, boolean whole) {
      this.times = times;
      this.bad = bad;
      this.whole = whole;
    }

    int size() {
      return times.length;
    }

    long time(int n) {
      return times[n];
    }

    boolean isBad(int n) {
      return bad[n];
    }

    /** Whether it contains all answers there ever were. */
    boolean isWhole() {
      return whole;
    }
  }

  Answers(Ticker ticker) {
    this.ticker = ticker;
  }

  synchronized void add(boolean isBad) {
    int place = (int) (count++ % KEPT);
    times[place] = ticker.nanos();
    bad[place] = isBad;
  }

  synchronized Past past() {
    int size = (int) Math.min(count, KEPT);
    long[] when = new long[size];
    boolean[] which = new boolean[size];
    for (int i = 0; i < size; i++) {
      int place = (int) ((count - 1 - i) % KEPT);
      when[i] = times[place];
      which[i] = bad[place];
    }
    return new Past(when, which, count <= KEPT);
  }

  synchronized void forget() {
    count = 0;
    Arrays.fill(bad, false);
  }
}
