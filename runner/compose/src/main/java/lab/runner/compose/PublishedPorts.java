package lab.runner.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ports of this machine that the project will publish, according to {@code docker compose
 * config}.
 */
final class PublishedPorts {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PublishedPorts() {}

  /** A port that a service will publish. */
  record Wanted(String service, int port) {
    /** What a user changes to choose another port. */
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

  /** The ports that the project's own containers do not hold already. */
  static List<Wanted> withoutOwn(List<Wanted> wanted, List<Container> containers) {
    Set<Integer> own =
        containers.stream()
            .flatMap(container -> container.ports().values().stream())
            .collect(Collectors.toSet());
    return wanted.stream().filter(port -> !own.contains(port.port())).toList();
  }
}
