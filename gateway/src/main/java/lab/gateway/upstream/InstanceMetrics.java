package lab.gateway.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * Gauges of the present instances; the tag {@code upstream} names the instance, because {@code
 * instance} is the gateway. An instance that has left has none.
 */
@Component
class InstanceMetrics implements MeterBinder {
  private final Services services;

  InstanceMetrics(Services services) {
    this.services = services;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    MultiGauge up =
        MultiGauge.builder("lab.gateway.instance.up")
            .description("1 if the instance gets requests, 0 if it is down or ejected")
            .register(registry);
    MultiGauge inFlight =
        MultiGauge.builder("lab.gateway.instance.in.flight")
            .description("Requests sent to the instance whose responses are not complete")
            .register(registry);
    MultiGauge live =
        MultiGauge.builder("lab.gateway.instance.live")
            .description("Live connections through this gateway that the instance holds")
            .register(registry);
    services.listen((_, _, _) -> {
      up.register(rows(instance -> instance.isEligible() ? 1 : 0), true);
      inFlight.register(rows(Instance::inFlight), true);
      live.register(rows(Instance::live), true);
    });
  }

  private List<MultiGauge.Row<?>> rows(ToDoubleFunction<Instance> value) {
    return services.all().stream()
        .flatMap(service -> service.instances().stream().map(i -> row(service, i, value)))
        .<MultiGauge.Row<?>>map(row -> row)
        .toList();
  }

  private static MultiGauge.Row<Instance> row(
      Service service, Instance instance, ToDoubleFunction<Instance> value) {
    Tags tags = Tags.of("service", service.name(), "upstream", instance.id());
    return MultiGauge.Row.of(tags, instance, value);
  }
}
