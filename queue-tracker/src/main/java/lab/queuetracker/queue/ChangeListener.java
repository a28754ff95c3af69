package lab.queuetracker.queue;

/** Is told of every change of every line, at every instance. */
@FunctionalInterface
public interface ChangeListener {
  /** Must return soon. Changes of one line arrive in order; some may arrive twice. */
  void changed(Change change);
}
