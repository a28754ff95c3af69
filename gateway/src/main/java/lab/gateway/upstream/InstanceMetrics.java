package lab.gateway.upstream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** The instances as gauges; {@code upstream} names the instance, as {@code instance} is our own. */
@Component
class InstanceMetrics implements MeterBinder {
  private final Services services;

  InstanceMetrics(Services services) {
    this.services = services;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Service service : services.all()) {
      for (Instance instance : service.instances()) {
        Tags tags = Tags.of("service", service.name(), "upstream", instance.id());
        Gauge.builder("lab.gateway.instance.up", instance, i -> i.isEligible() ? 1 : 0)
            .description("1 if the instance gets requests, 0 if it is down or ejected")
            .tags(tags)
            .register(registry);
        Gauge.builder("lab.gateway.instance.in.flight", instance, Instance::inFlight)
            .description("Requests sent to the instance whose responses are not complete")
            .tags(tags)
            .register(registry);
      }
    }
  }
}
