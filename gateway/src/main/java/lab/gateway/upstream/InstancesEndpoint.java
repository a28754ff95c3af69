package lab.gateway.upstream;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/instances}: how the gateway sees each instance. */
@Component
@Endpoint(id = "instances")
class InstancesEndpoint {
  private final Services services;
  private final InstantSource clock = InstantSource.system();

  InstancesEndpoint(Services services) {
    this.services = services;
  }

  /** One instance; {@code weight} is its share while it warms up, otherwise 1 or 0. */
  record View(
      String service,
      String id,
      String uri,
      String state,
      double weight,
      int inFlight,
      int live,
      @Nullable Instant ejectedUntil) {}

  @ReadOperation
  List<View> instances() {
    return services.all().stream()
        .flatMap(service -> service.instances().stream().map(i -> view(service, i)))
        .toList();
  }

  private View view(Service service, Instance instance) {
    return switch (instance.state()) {
      case Instance.State.Joining _ -> view(service, instance, "joining", 0, null);
      case Instance.State.Up _ -> view(service, instance, "up", 1, null);
      case Instance.State.Warming(double weight) ->
          view(service, instance, "warming", weight, null);
      case Instance.State.Down _ -> view(service, instance, "down", 0, null);
      case Instance.State.Ejected(var remaining) ->
          view(service, instance, "ejected", 0, clock.instant().plus(remaining));
    };
  }

  private static View view(
      Service service, Instance i, String state, double weight, @Nullable Instant ejectedUntil) {
    return new View(
        service.name(),
        i.id(),
        i.uri().toString(),
        state,
        weight,
        i.inFlight(),
        i.live(),
        ejectedUntil);
  }
}
