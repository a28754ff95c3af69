package lab.runner.descriptor;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import lab.runner.descriptor.Descriptor.Route;
import org.jspecify.annotations.Nullable;

/** The gateway's routes to services, as properties. */
public final class GatewayRoutes {
  private GatewayRoutes() {}

  /** The gateway's properties for the routes of all these services. */
  public static Map<String, String> properties(Collection<Service> services) {
    var properties = new TreeMap<String, String>();
    for (Service service : services) {
      service.descriptor().routes().forEach((name, route) -> add(properties, service, name, route));
    }
    return properties;
  }

  private static void add(
      Map<String, String> properties, Service service, String name, Route route) {
    String prefix = "lab.gateway.routes." + name + ".";
    properties.put(prefix + "service", service.name());
    for (int i = 0; i < route.paths().size(); i++) {
      properties.put(prefix + "paths[" + i + "]", route.paths().get(i));
    }
    put(properties, prefix + "timeout", route.timeout());
    put(properties, prefix + "try-timeout", route.tryTimeout());
    put(properties, prefix + "live", route.live());
    put(properties, prefix + "reads-query", route.readsQuery());
  }

  private static void put(Map<String, String> properties, String name, @Nullable Object value) {
    if (value != null) {
      properties.put(name, value.toString());
    }
  }
}
