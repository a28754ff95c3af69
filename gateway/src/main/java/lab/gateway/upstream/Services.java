package lab.gateway.upstream;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All services behind the gateway, from its configuration. */
@Component
public class Services {
  private final Map<String, Service> byName = new TreeMap<>();

  Services(UpstreamProperties properties, EjectionProperties ejection) {
    properties
        .services()
        .forEach((name, service) ->
            byName.put(
                name,
                new Service(
                    name,
                    service.instances().stream()
                        .map(i ->
                            new Instance(
                                i.id(),
                                i.uri(),
                                ejection,
                                properties.slowStart(),
                                System::nanoTime))
                        .toList())));
  }

  /** The service of that name, without instances if there is none. */
  public Service get(String name) {
    Service service = byName.get(name);
    return service != null ? service : new Service(name, List.of());
  }

  public Collection<Service> all() {
    return byName.values();
  }
}
