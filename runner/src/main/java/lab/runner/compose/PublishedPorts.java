package lab.runner.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ports of this machine that the project wants, as {@code docker compose config} tells. */
final class PublishedPorts {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PublishedPorts() {}

  /** A port that a service wants. */
  record Wanted(String service, int port) {
    /** What a user changes to give the service another one. */
    String option() {
      return service.equals("gateway-1")
          ? "--port or GATEWAY_PORT"
          : service.replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT";
    }
  }

  /**
   * @param config in JSON
   */
  static List<Wanted> read(String config) {
    var wanted = new ArrayList<Wanted>();
    JSON.readTree(config)
        .path("services")
        .forEachEntry((service, json) -> {
          for (JsonNode port : json.path("ports")) {
            String published = port.path("published").asString("");
            if (published.matches("\\d+") && !published.equals("0")) {
              wanted.add(new Wanted(service, Integer.parseInt(published)));
            }
          }
        });
    return wanted;
  }

  /** Those of them that nobody of the project holds. */
  static List<Wanted> withoutOwn(List<Wanted> wanted, List<Container> containers) {
    Set<Integer> own =
        containers.stream()
            .flatMap(container -> container.ports().values().stream())
            .collect(Collectors.toSet());
    return wanted.stream().filter(port -> !own.contains(port.port())).toList();
  }
}
