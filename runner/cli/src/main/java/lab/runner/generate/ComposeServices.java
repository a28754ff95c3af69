package lab.runner.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Placeholders;
import lab.runner.descriptor.Service;
import lab.runner.descriptor.Store;
import lab.runner.node.NodeKind;
import lab.runner.topology.Topology;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services in Compose's files: complete in the base file, only what differs in the override
 * files.
 */
final class ComposeServices {
  private static final int PORT = 8080;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/$][A-Za-z0-9/${}:._=&?@,+-]*");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Catalog catalog;

  ComposeServices(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The services of the base file. */
  List<String> whole(Topology topology) {
    var lines = new ArrayList<String>();
    for (Service service : catalog.services()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(whole(service, topology));
    }
    return lines;
  }

  private static List<String> whole(Service service, Topology topology) {
    var lines = new ArrayList<String>();
    lines.add("  " + service.name() + ":");
    lines.add("    <<: *service");
    lines.add("    image: ${COMPOSE_PROJECT_NAME:-lab}-" + service.name());
    lines.add(
        "    build: { <<: *build, args: { <<: *images, SERVICE: %s } }".formatted(service.name()));
    if (service.descriptor().onDemand()) {
      lines.add("    profiles: [%s]".formatted(service.name()));
    }
    lines.add("    deploy: { replicas: \"${%s}\" }".formatted(count(service)));
    lines.add("    mem_limit: " + service.descriptor().memory());
    lines.add("    ports: [\"127.0.0.1::8081\"] # experiments ask for its CPU and heap");
    lines.add("    environment:");
    lines.add("      <<: *service-environment");
    environment(service, topology)
        .forEach((name, value) -> lines.add("      %s: %s".formatted(name, scalar(value))));
    if (!service.descriptor().stores().isEmpty()) {
      lines.add("    depends_on:");
      backends(service)
          .forEach(kind ->
              lines.add("      %s: { condition: service_healthy }".formatted(kind.node(1))));
    }
    return lines;
  }

  private static List<NodeKind> backends(Service service) {
    return Stream.of(NodeKind.values())
        .filter(kind -> service.standsOn(Store.valueOf(kind.name())))
        .toList();
  }

  /** The variable with the number of a service's instances. */
  static String count(Service service) {
    return service.variable() + "_INSTANCES";
  }

  /** The services of a topology's override file. */
  List<String> difference(Topology base, Topology topology) {
    var lines = new ArrayList<String>();
    for (Service service : catalog.services()) {
      lines.add("  " + service.name() + ":");
      lines.add(
          "    deploy: { replicas: %d }"
              .formatted(service.instances(topology.name(), topology.services())));
      var different = new LinkedHashMap<>(environment(service, topology));
      different.entrySet().removeAll(environment(service, base).entrySet());
      if (!different.isEmpty()) {
        lines.add("    environment:");
        different.forEach(
            (name, value) -> lines.add("      %s: %s".formatted(name, scalar(value))));
      }
    }
    return lines;
  }

  /** The host names by which the monitor finds the gateways and services. */
  String monitored(Topology topology) {
    return String.join(",", names(topology.gateways()));
  }

  /** The host names by which Prometheus finds them, for all topologies. */
  String scraped(int gateways) {
    return String.join(", ", names(gateways));
  }

  private List<String> names(int gateways) {
    return Stream.concat(
            gateways(gateways).stream(), catalog.services().stream().map(Service::name))
        .toList();
  }

  private static List<String> gateways(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "gateway-" + i).toList();
  }

  private static Map<String, String> environment(Service service, Topology topology) {
    var environment = new LinkedHashMap<String, String>();
    if (service.standsOn(Store.POSTGRES)) {
      environment.put(
          "SPRING_DATASOURCE_URL",
          "jdbc:postgresql://%s/%s?targetServerType=primary"
              .formatted(nodes(topology, NodeKind.POSTGRES, ""), service.database()));
      environment.put("SPRING_DATASOURCE_USERNAME", service.database());
      environment.put("SPRING_DATASOURCE_PASSWORD", "${%s_PASSWORD}".formatted(service.variable()));
      environment.put(
          "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE",
          String.valueOf(service.descriptor().connections()));
    }
    if (service.standsOn(Store.REDIS)) {
      environment.put("LAB_REDIS_NODES", nodes(topology, NodeKind.REDIS, ":6379"));
    }
    if (service.standsOn(Store.KAFKA)) {
      environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", nodes(topology, NodeKind.KAFKA, ":9092"));
    }
    var values = new Values(service, topology);
    service
        .settings(topology.name())
        .forEach((name, value) -> environment.put(variable(name), resolved(value, values)));
    return environment;
  }

  private static String nodes(Topology topology, NodeKind kind, String port) {
    return IntStream.rangeClosed(1, topology.count(kind))
        .mapToObj(i -> kind.node(i) + port)
        .collect(Collectors.joining(","));
  }

  /** The environment variable of this property, as Spring Boot reads it, or of this secret. */
  static String variable(String property) {
    return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * Replaces our placeholders and escapes all other dollar signs, which Compose would take for
   * variables.
   */
  private static String resolved(String value, Placeholders.Values values) {
    return Placeholders.resolve(value.replaceAll("\\$(?!\\{)", "\\$\\$"), values);
  }

  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !value.matches("true|false|[0-9.]+")
        ? value
        : JSON.writeValueAsString(value);
  }

  private record Values(Service service, Topology topology) implements Placeholders.Values {
    @Override
    public String gatewayUrl() {
      return "http://localhost:${GATEWAY_PORT}";
    }

    @Override
    public String gatewayAddresses() {
      return gateways(topology.gateways()).stream()
          .map(gateway -> "http://" + gateway + ":" + PORT)
          .collect(Collectors.joining(","));
    }

    @Override
    public String addresses() {
      return "http://" + service.name() + ":" + PORT;
    }

    @Override
    public String secret(String name) {
      return "${" + variable(name) + "}";
    }
  }
}
