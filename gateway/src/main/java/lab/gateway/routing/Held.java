package lab.gateway.routing;

import java.util.concurrent.atomic.AtomicBoolean;
import lab.gateway.upstream.Failure;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Service;

/**
 * The remainder of a call whose request is over but whose connection lives on: without it, the rest
 * of the call (the exchange, dozens of header fields) would be retained as long as the connection.
 */
final class Held {
  private final Service service;
  private final Instance instance;
  private final Call.Resources resources;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Starts: the instance counts it as a load of its own until {@link #end}. */
  Held(Service service, Instance instance, Call.Resources resources) {
    this.service = service;
    this.instance = instance;
    this.resources = resources;
    instance.begin(resources.load());
  }

  /** The instance dropped the connection without a close: it is dead, or as good as. */
  void lost() {
    resources.noteFailure(service, instance, Failure.IO);
  }

  /** Only the first call counts. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      instance.end(resources.load());
    }
  }
}
