package lab.queuetracker.queue;

/** Who is told of every change of every line, at every instance. */
@FunctionalInterface
public interface ChangeListener {
  /** Must return soon. Changes of one line come in their order; some may come twice. */
  void changed(Change change);
}
