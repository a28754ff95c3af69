package lab.runner.generate;

import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.GatewayRoutes;
import lab.runner.descriptor.Service;

/** What the gateway's container is told of the services, as a properties file. */
public final class GatewayProperties {
  private GatewayProperties() {}

  /** The routes, and that each service's instances are found by its name in DNS. */
  public static String forContainers(Catalog catalog) {
    var properties = GatewayRoutes.properties(catalog.services());
    for (Service service : catalog.services()) {
      properties.put("lab.gateway.services.%s.dns.host".formatted(service.name()), service.name());
    }
    return properties.entrySet().stream()
        .map(property -> property.getKey() + "=" + property.getValue())
        .collect(Collectors.joining("\n"));
  }
}
