package lab.gateway.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lab.gateway.upstream.Failure;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Service;
import org.springframework.stereotype.Component;

/** Counts tries, retries and ejections. */
@Component
class RoutingMetrics {
  private final MeterRegistry registry;
  private final Map<Instance, Counter> successes = new ConcurrentHashMap<>();
  private final Meter.MeterProvider<Counter> attempts;
  private final Meter.MeterProvider<Counter> retries;
  private final Meter.MeterProvider<Counter> exhausted;
  private final Meter.MeterProvider<Counter> ejections;

  RoutingMetrics(MeterRegistry registry) {
    this.registry = registry;
    attempts = counter("attempts", "Tries of requests on instances, by how they ended");
    retries = counter("retries", "Further tries, by the failure that led to them");
    exhausted = counter("retry.budget.exhausted", "Retries left undone for lack of budget");
    ejections = counter("ejections", "Ejections of instances, by the failure that led to them");
  }

  private Meter.MeterProvider<Counter> counter(String name, String description) {
    return Counter.builder("lab.gateway." + name).description(description).withRegistry(registry);
  }

  void succeeded(Service service, Instance instance) {
    successes
        .computeIfAbsent(instance, i -> attempts.withTags(tags(service, i, "outcome", "success")))
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

  private static String[] tags(Service service, Instance instance, String key, String value) {
    return new String[] {"service", service.name(), "upstream", instance.id(), key, value};
  }

  private static String tag(Failure failure) {
    return failure.name().toLowerCase(Locale.ROOT);
  }
}
