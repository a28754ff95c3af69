package lab.queuetracker.queue;

/** Who is told of every change at one instance, the one that relays it, and at least once. */
@FunctionalInterface
public interface RelayListener {
  /** Must return soon. */
  void relayed(Queue queue);
}
