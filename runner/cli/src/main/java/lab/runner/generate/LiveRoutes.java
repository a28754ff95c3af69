package lab.runner.generate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.runner.descriptor.Descriptor.Route;
import lab.runner.descriptor.Service;

/**
 * The services' routes with long-lived responses, as Prometheus finds them: by regular expressions
 * for the tag {@code uri}, which a gateway and a service give the route's template.
 */
final class LiveRoutes {
  /** A response of this kind is held back until there is something to tell. */
  private static final String POLL = "poll";

  private LiveRoutes() {}

  /** Matches all requests that are answered at once: neither health checks nor long polls. */
  static String answeredAtOnce(List<Service> services) {
    Stream<String> polls =
        services.stream()
            .flatMap(service -> byKind(service).getOrDefault(POLL, List.of()).stream())
            .sorted();
    return "uri!~\"%s\""
        .formatted(Stream.concat(Stream.of("/health"), polls).collect(Collectors.joining("|")));
  }

  /** The expressions of a service's live routes, by kind: {@code websocket}, {@code poll}. */
  static Map<String, List<String>> byKind(Service service) {
    return new TreeMap<>(service.descriptor().routes())
        .values().stream()
            .filter(route -> kind(route).isPresent())
            .collect(
                Collectors.groupingBy(
                    route -> kind(route).orElseThrow(),
                    TreeMap::new,
                    Collectors.flatMapping(
                        route -> route.paths().stream().map(LiveRoutes::expression),
                        Collectors.toList())));
  }

  static Optional<String> kind(Route route) {
    return Optional.ofNullable(route.live()).map(kind -> kind.toLowerCase(Locale.ROOT));
  }

  /**
   * {@code /things/{id}/events} becomes {@code /things/[^/]+/events}, whatever the service calls
   * the variable. It needs no backslash, which PromQL, YAML and JSON would each escape in their own
   * way.
   */
  private static String expression(String path) {
    return path.replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", "[^/]+")
        .replace(".", "[.]")
        .replaceAll("\\*+", ".*");
  }
}
