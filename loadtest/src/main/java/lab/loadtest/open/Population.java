package lab.loadtest.open;

import java.util.Arrays;

/**
 * What can be requested, by rank: the first is the most popular, a new one is added at the end.
 * Thread-safe.
 *
 * @param <T> the type of the members
 */
public final class Population<T> {
  private volatile Object[] all;
  private volatile int size;

  /** With room for this many; grows if there are more. */
  public Population(int expected) {
    all = new Object[Math.max(16, expected)];
  }

  /** Adds the newest, and least popular, one. */
  public synchronized void add(T one) {
    if (size == all.length) {
      all = Arrays.copyOf(all, size * 2);
    }
    all[size] = one;
    size = size + 1; // published last: whoever sees the size sees what was added
  }

  public int size() {
    return size;
  }

  /**
   * The member of this rank.
   *
   * @param rank from 1 to a size that was returned before
   */
  @SuppressWarnings("unchecked") // put there by add
  public T at(int rank) {
    return (T) all[rank - 1];
  }
}
