package lab.gateway.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Turns the configured routes into Spring Cloud Gateway's, one per path, the most specific path
 * first: so the order in which services are configured does not matter.
 */
@Configuration(proxyBeanMethods = false)
class Routes {
  private static final String SPEC = "lab.route";

  /** One path of a route. */
  record Path(PathPattern pattern, String id, RouteProperties.RouteSpec spec) {}

  /** The configuration of a route. */
  static RouteProperties.RouteSpec spec(Route route) {
    return (RouteProperties.RouteSpec) Objects.requireNonNull(route.getMetadata().get(SPEC));
  }

  @Bean
  RouteLocator configuredRoutes(RouteLocatorBuilder builder, RouteProperties properties) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    List<Path> paths = bySpecificity(properties);
    for (int i = 0; i < paths.size(); i++) {
      int order = i;
      Path path = paths.get(i);
      routes.route(
          path.id(),
          r ->
              r.order(order)
                  .path(path.pattern().getPatternString())
                  .metadata(SPEC, path.spec())
                  .uri("instances://" + path.spec().service()));
    }
    return routes.build();
  }

  static List<Path> bySpecificity(RouteProperties properties) {
    var paths = new ArrayList<Path>();
    properties
        .routes()
        .forEach((id, spec) -> {
          for (String path : spec.paths()) {
            paths.add(new Path(PathPatternParser.defaultInstance.parse(path), id, spec));
          }
        });
    paths.sort(Comparator.comparing(Path::pattern));
    return paths;
  }
}
