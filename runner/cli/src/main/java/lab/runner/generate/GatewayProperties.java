package lab.runner.generate;

import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.GatewayRoutes;
import lab.runner.descriptor.Service;

/** The properties file that tells the gateway's container about the services. */
public final class GatewayProperties {
  private GatewayProperties() {}

  /** The routes, and the services' DNS names, by which their instances are found. */
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
