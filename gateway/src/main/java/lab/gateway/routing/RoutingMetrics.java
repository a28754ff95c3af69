package lab.gateway.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import lab.gateway.upstream.Failure;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Service;
import lab.gateway.upstream.Services;
import org.springframework.stereotype.Component;

/**
 * Counts tries, retries and ejections. An instance's counters are kept by its id, so an instance
 * that returns, even at another address, continues its own. Those of the instances that left most
 * recently are kept for that, and for one more scrape; older ones are removed, so that names that
 * never return do not accumulate.
 */
@Component
class RoutingMetrics {
  static final int REMEMBERED = 50;

  private final MeterRegistry registry;
  private final Map<Upstream, Counter> successes = new ConcurrentHashMap<>();
  private final SequencedSet<Upstream> gone = new LinkedHashSet<>();
  private final Meter.MeterProvider<Counter> attempts;
  private final Meter.MeterProvider<Counter> retries;
  private final Meter.MeterProvider<Counter> exhausted;
  private final Meter.MeterProvider<Counter> ejections;

  /** The name under which an instance is counted. */
  private record Upstream(Service service, String id) {
    static Upstream of(Service service, Instance instance) {
      return new Upstream(service, instance.id());
    }
  }

  RoutingMetrics(MeterRegistry registry, Services services) {
    this.registry = registry;
    attempts = counter("attempts", "Tries of requests on instances, by how they ended");
    retries = counter("retries", "Further tries, by the failure that led to them");
    exhausted = counter("retry.budget.exhausted", "Retries left undone for lack of budget");
    ejections = counter("ejections", "Ejections of instances, by the failure that led to them");
    services.listen(this::follow);
  }

  private Meter.MeterProvider<Counter> counter(String name, String description) {
    return Counter.builder("lab.gateway." + name).description(description).withRegistry(registry);
  }

  void succeeded(Service service, Instance instance) {
    successes
        .computeIfAbsent(
            Upstream.of(service, instance),
            _ -> attempts.withTags(tags(service, instance, "outcome", "success")))
        .increment();
  }

  void failed(Service service, Instance instance, Failure failure) {
    attempts.withTags(tags(service, instance, "outcome", tag(failure))).increment();
  }

  void ejected(Service service, Instance instance, Failure failure) {
    ejections.withTags(tags(service, instance, "reason", tag(failure))).increment();
  }

  void retried(Service service, Failure failure) {
    retries.withTags("service", service.name(), "reason", tag(failure)).increment();
  }

  void budgetExhausted(Service service) {
    exhausted.withTags("service", service.name()).increment();
  }

  /** So that a rate sees the first failure as an increase. */
  private void beginAtZero(Service service, Instance instance) {
    exhausted.withTags("service", service.name());
    attempts.withTags(tags(service, instance, "outcome", "success"));
    for (Failure failure : Failure.values()) {
      attempts.withTags(tags(service, instance, "outcome", tag(failure)));
      ejections.withTags(tags(service, instance, "reason", tag(failure)));
      retries.withTags("service", service.name(), "reason", tag(failure));
    }
  }

  private synchronized void follow(Service service, List<Instance> joined, List<Instance> left) {
    left.forEach(instance -> gone.addLast(Upstream.of(service, instance)));
    joined.forEach(instance -> beginAtZero(service, instance));
    joined.forEach(instance -> gone.remove(Upstream.of(service, instance)));
    while (gone.size() > REMEMBERED) {
      forget(gone.removeFirst());
    }
  }

  private void forget(Upstream upstream) {
    successes.remove(upstream);
    registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().startsWith("lab.gateway."))
        .filter(id -> upstream.service().name().equals(id.getTag("service")))
        .filter(id -> upstream.id().equals(id.getTag("upstream")))
        .forEach(registry::remove);
  }

  private static String[] tags(Service service, Instance instance, String key, String value) {
    return new String[] {"service", service.name(), "upstream", instance.id(), key, value};
  }

  private static String tag(Failure failure) {
    return failure.name().toLowerCase(Locale.ROOT);
  }
}
