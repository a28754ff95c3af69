package lab.gateway.routing;

import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the configured routes Spring Cloud Gateway's. */
@Configuration(proxyBeanMethods = false)
class Routes {
  private static final String SPEC = "lab.route";

  /** What was configured for a route. */
  static RouteProperties.RouteSpec spec(Route route) {
    return (RouteProperties.RouteSpec) Objects.requireNonNull(route.getMetadata().get(SPEC));
  }

  @Bean
  RouteLocator configuredRoutes(RouteLocatorBuilder builder, RouteProperties properties) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    for (Map.Entry<String, RouteProperties.RouteSpec> route : properties.routes().entrySet()) {
      RouteProperties.RouteSpec spec = route.getValue();
      routes.route(
          route.getKey(),
          r ->
              r.order(spec.live() == null ? 1 : 0)
                  .path(spec.paths().toArray(String[]::new))
                  .metadata(SPEC, spec)
                  .uri("instances://" + spec.service()));
    }
    return routes.build();
  }
}
