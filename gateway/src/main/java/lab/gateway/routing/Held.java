package lab.gateway.routing;

import java.util.concurrent.atomic.AtomicBoolean;
import lab.gateway.upstream.Failure;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Service;

/**
 * What is left of a call whose request is over and whose connection lives on: all else of it (the
 * exchange, header fields by the dozen) would be kept for as long as that.
 */
final class Held {
  private final Service service;
  private final Instance instance;
  private final Call.Resources resources;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Begins: the instance counts it as a load of its own until {@link #end}. */
  Held(Service service, Instance instance, Call.Resources resources) {
    this.service = service;
    this.instance = instance;
    this.resources = resources;
    instance.begin(resources.load());
  }

  /** The instance let go of it without a word: it is dead, or as good as. */
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
