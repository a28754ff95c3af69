package lab.queuetracker.queue;

/** Is told when changes may be missing from the stream. */
@FunctionalInterface
public interface GapListener {
  /** From now on every change will arrive; some before may be missing. */
  void startAnew();
}
