package lab.queuetracker.queue;

/** Who must know when changes may have been left out of the stream. */
@FunctionalInterface
public interface GapListener {
  /** From now on every change will come; some before may not have. */
  void startAnew();
}
