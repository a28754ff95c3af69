package lab.monitor.container;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.monitor.MonitoredNode;
import lab.monitor.Question;

/**
 * The nodes in the network. Nodes named in the settings are always present, dead or alive. Only DNS
 * knows how many containers a service has, and it forgets dead ones; so they are remembered here
 * for ten minutes, during which they are reported as down, not just missing.
 */
final class Neighbours {
  private static final Duration MEMORY = Duration.ofMinutes(10);
  private static final int HTTP = 8080;

  private final Settings settings;
  private final Dns dns;
  private final Clock clock;
  private final Map<String, Seen> instances = new TreeMap<>();
  private volatile List<MonitoredNode> nodes = List.of();
  private volatile Map<String, String> nodesByAddress = Map.of();

  private record Seen(String address, Instant at) {}

  Neighbours(Settings settings, Dns dns, Clock clock) {
    this.settings = settings;
    this.dns = dns;
    this.clock = clock;
  }

  /** The nodes as of the last {@link #refresh()}. */
  List<MonitoredNode> nodes() {
    return nodes;
  }

  /** The node at each address, as of the last {@link #refresh()}. */
  Map<String, String> nodesByAddress() {
    return nodesByAddress;
  }

  /** Queries DNS. One thread at a time. */
  void refresh() {
    var found = new ArrayList<MonitoredNode>();
    settings.postgres().forEach(node -> found.add(postgres(node)));
    settings
        .redis()
        .forEach(node ->
            found.add(
                new MonitoredNode(
                    node,
                    "redis",
                    new Question.RedisQuestion(node, 6379, settings.redisPassword()))));
    settings
        .kafka()
        .forEach(node ->
            found.add(
                new MonitoredNode(
                    node,
                    "kafka",
                    new Question.KafkaQuestion(
                        node + ":9092", Names.number(node), settings.kafkaPassword()))));
    settings.services().stream()
        .filter(Names::isNode)
        .forEach(node -> found.add(health(node, Names.kind(node), node)));
    var byAddress = new HashMap<String, String>();
    found.forEach(
        node -> dns.addresses(node.name()).forEach(address -> byAddress.put(address, node.name())));
    settings.services().stream()
        .filter(service -> !Names.isNode(service))
        .forEach(service -> found.addAll(instancesOf(service, byAddress)));
    nodes = List.copyOf(found);
    nodesByAddress = Map.copyOf(byAddress);
  }

  private MonitoredNode postgres(String node) {
    String url = "jdbc:postgresql://%s:5432/postgres".formatted(node);
    return new MonitoredNode(
        node,
        "postgres",
        new Question.PostgresQuestion(url, settings.postgresUser(), settings.postgresPassword()));
  }

  private List<MonitoredNode> instancesOf(String service, Map<String, String> byAddress) {
    for (String address : dns.addresses(service)) {
      dns.name(address)
          .flatMap(name -> Names.node(service, name))
          .ifPresent(node -> {
            instances.put(node, new Seen(address, clock.instant()));
            byAddress.put(address, node);
          });
    }
    instances.values().removeIf(seen -> seen.at().isBefore(clock.instant().minus(MEMORY)));
    return instances.entrySet().stream()
        .filter(seen -> Names.kind(seen.getKey()).equals(service))
        .map(seen -> health(seen.getKey(), service, seen.getValue().address()))
        .toList();
  }

  private static MonitoredNode health(String node, String kind, String host) {
    URI health = URI.create("http://%s:%d/health".formatted(host, HTTP));
    return new MonitoredNode(node, kind, new Question.HealthQuestion(health));
  }
}
