package lab.urlshortener.code;

import java.util.concurrent.atomic.AtomicLong;

/** The ids [first, end) that only one instance may issue. Taking one is a single atomic add. */
final class IdRange {
  static final long NONE = -1;

  private final long first;
  private final long end;
  private final AtomicLong next;

  IdRange(long first, long end) {
    this.first = first;
    this.end = end;
    this.next = new AtomicLong(first);
  }

  static IdRange empty() {
    return new IdRange(0, 0);
  }

  /** An id that nobody else gets, or {@link #NONE}. */
  long take() {
    // The check before the increment keeps the counter from running away while callers wait.
    return next.get() < end ? orNone(next.getAndIncrement()) : NONE;
  }

  boolean contains(long id) {
    return id >= first && id < end;
  }

  void drop() {
    next.set(end);
  }

  long remaining() {
    return Math.max(0, end - next.get());
  }

  boolean isHalfUsed() {
    return remaining() <= (end - first) / 2;
  }

  private long orNone(long id) {
    return id < end ? id : NONE;
  }
}
