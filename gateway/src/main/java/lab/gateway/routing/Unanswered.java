package lab.gateway.routing;

import java.util.ArrayList;
import java.util.List;
import lab.gateway.upstream.Failure;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Service;

/**
 * The tries of one request that instances left unanswered. Whether the request or the instances are
 * to blame becomes clear when another instance gets the same request: if it answers, the instances
 * are.
 */
final class Unanswered {
  private final List<Try> tries = new ArrayList<>(0);

  private record Try(Instance instance, Failure failure, long nanos) {
    /** Not if the answer took longer than this try was given. */
    boolean isOutdoneBy(Attempt answered) {
      return failure == Failure.IO || answered.nanos() <= nanos;
    }
  }

  /** Records a try, if it was left unanswered. */
  void add(Attempt attempt, Failure failure) {
    if (failure == Failure.TIMEOUT || failure == Failure.IO) {
      tries.add(new Try(attempt.instance(), failure, attempt.nanos()));
    }
  }

  void answered(Attempt attempt, Service service, RoutingMetrics metrics) {
    for (Try earlier : tries) {
      if (earlier.isOutdoneBy(attempt) && service.outdone(earlier.instance())) {
        metrics.ejected(service, earlier.instance(), earlier.failure());
      }
    }
  }
}
