package lab.loadtest;

import org.jspecify.annotations.Nullable;

/** One virtual user: one request, due at one moment. Touched by one event loop at a time. */
final class Arrival {
  /** What the request is to do. */
  sealed interface Intent {}

  /** Follow a link whose right answer is known. */
  record Read(Link link) implements Intent {}

  /** Create a link under a key that makes the create repeatable. */
  record Write(String url, String key) implements Intent {}

  /** A link that the service has acknowledged. */
  record Link(String code, String url) {}

  final long index;
  final boolean measured;
  final long dueNanos;
  final long startedNanos;
  final Intent intent;

  // Written by the checks of the answer, read right after it; null as long as nothing was answered.
  @Nullable Integer status;
  @Nullable String location;
  @Nullable String body;

  Arrival(long index, boolean measured, long dueNanos, long startedNanos, Intent intent) {
    this.index = index;
    this.measured = measured;
    this.dueNanos = dueNanos;
    this.startedNanos = startedNanos;
    this.intent = intent;
  }

  boolean reads() {
    return intent instanceof Read;
  }

  /** The nano time that this arrival's latency counts from. */
  long fromNanos() {
    return Math.min(dueNanos, startedNanos);
  }
}
