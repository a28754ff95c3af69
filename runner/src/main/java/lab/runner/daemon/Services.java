package lab.runner.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lab.runner.backend.KafkaQuorum;
import lab.runner.backend.PostgresPair;
import lab.runner.backend.RedisNodes;
import lab.runner.backend.Workshop;
import lab.runner.node.Node;
import lab.runner.node.Node.NotPossible;
import lab.runner.node.NodeKind;
import lab.runner.node.Parallel;
import lab.runner.service.AotTraining;
import lab.runner.service.App;
import lab.runner.service.Apps;
import lab.runner.service.ServiceDriver;
import lab.runner.topology.Topology;

/** Our own programs in the lab: which instances there are, and what each is told of the others. */
final class Services {
  private static final String DATABASE = "url_shortener";
  private static final String TRAINING = "training";

  private final Workshop workshop;
  private final Settings settings;
  private final PostgresPair postgres;
  private final RedisNodes redis;
  private final KafkaQuorum kafka;
  private final Consumer<String> progress;
  private final Map<NodeKind, App> apps = new ConcurrentHashMap<>();
  private final Map<NodeKind, List<ServiceDriver>> drivers = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  Services(
      Workshop workshop,
      Topology topology,
      Settings settings,
      PostgresPair postgres,
      RedisNodes redis,
      KafkaQuorum kafka,
      Consumer<String> progress)
      throws IOException {
    this.workshop = workshop;
    this.settings = settings;
    this.postgres = postgres;
    this.redis = redis;
    this.kafka = kafka;
    this.progress = progress;
    add(NodeKind.URL_SHORTENER, topology.count(NodeKind.URL_SHORTENER));
    add(NodeKind.GATEWAY, topology.count(NodeKind.GATEWAY));
  }

  private void add(NodeKind kind, int count) throws IOException {
    var ofKind = new ArrayList<ServiceDriver>();
    for (int number = 1; number <= count; number++) {
      String name = kind.node(number);
      boolean isTheWayIn = kind == NodeKind.GATEWAY && number == 1;
      int port = isTheWayIn ? settings.gatewayPort() : workshop.ports().port(name);
      ofKind.add(driver(name, kind, port));
    }
    drivers.put(kind, List.copyOf(ofKind));
    ofKind.forEach(driver -> nodes.add(workshop.node(driver)));
  }

  private ServiceDriver driver(String name, NodeKind kind, int port) throws IOException {
    return new ServiceDriver(
        name,
        kind,
        () -> app(kind),
        workshop.serviceFolder(name),
        workshop.home().log(name),
        port,
        workshop.ports().port(name + ".management"),
        workshop.launcher(),
        () -> traced(settingsOf(kind)));
  }

  private App app(NodeKind kind) {
    var app = apps.get(kind);
    if (app == null) {
      throw new NotPossible(kind.label() + " is not unpacked yet.");
    }
    return app;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Where each instance answers {@code /actuator}, by its name. */
  Map<String, String> management() {
    var addresses = new TreeMap<String, String>();
    drivers
        .values()
        .forEach(ofKind ->
            ofKind.forEach(driver -> addresses.put(driver.name(), driver.managementAddress())));
    return addresses;
  }

  /** Unpacks the programs, unless they are. */
  void unpack() throws IOException {
    var unpacker = new Apps(workshop.home());
    for (NodeKind kind : drivers.keySet()) {
      apps.put(kind, unpacker.unpack(kind.label()));
    }
  }

  /** Whether every program has its ahead-of-time cache. */
  boolean areTrained() {
    return apps.values().stream().allMatch(app -> Files.exists(app.aotCache()));
  }

  void createDatabases() throws IOException {
    postgres.createDatabase(DATABASE, workshop.secrets().get(DATABASE));
  }

  /** Starts every instance of a kind, side by side. */
  void start(NodeKind kind) throws IOException {
    Parallel.run(
        nodes.stream()
            .filter(node -> node.kind() == kind)
            .map(node -> (Parallel.Task) node::start)
            .toList());
    progress.accept(kind.label() + " is ready");
  }

  /** Trains the programs on the real backends, in a database and with a code key of their own. */
  void train() throws IOException {
    progress.accept("first start of this build: making the services' ahead-of-time caches");
    postgres.createDatabase(TRAINING, workshop.secrets().get(DATABASE));
    var shortener = trainee(NodeKind.URL_SHORTENER);
    var gateway = trainee(NodeKind.GATEWAY);
    shortener.override(
        Map.of(
            "spring.datasource.url", postgres.jdbcUrl(TRAINING),
            "spring.datasource.username", TRAINING,
            "lab.codes.key", workshop.secrets().get("training-codes-key")));
    gateway.override(instances(List.of(shortener)));
    new AotTraining(workshop.launcher(), progress).train(List.of(shortener, gateway));
  }

  private ServiceDriver trainee(NodeKind kind) throws IOException {
    String name = kind.label() + "-training";
    return driver(name, kind, workshop.ports().port(name));
  }

  /** Restarts the instances of a kind, one by one, with these properties over the topology's. */
  synchronized void configure(NodeKind kind, Map<String, String> properties) throws IOException {
    drivers.getOrDefault(kind, List.of()).forEach(driver -> driver.override(properties));
    for (Node node : nodes) {
      if (node.kind() == kind) {
        if (node.hasProcess()) {
          node.stop();
        }
        node.start();
      }
    }
  }

  /** Stops all instances, the way in first. */
  void stop() {
    Lab.stopAll(nodes.stream().filter(node -> node.kind() == NodeKind.GATEWAY).toList());
    Lab.stopAll(nodes.stream().filter(node -> node.kind() != NodeKind.GATEWAY).toList());
  }

  private Map<String, String> traced(Map<String, String> properties) {
    if (!settings.traces()) {
      return properties;
    }
    var all = new TreeMap<>(properties);
    all.put("lab.tracing.enabled", "true");
    all.put(
        "lab.tracing.endpoint", "http://127.0.0.1:%d/v1/traces".formatted(settings.consolePort()));
    return all;
  }

  private Map<String, String> settingsOf(NodeKind kind) {
    return switch (kind) {
      case URL_SHORTENER -> urlShortener();
      case GATEWAY -> gateway();
      case POSTGRES, REDIS, KAFKA ->
          throw new IllegalArgumentException(kind + " is no service of ours");
    };
  }

  private Map<String, String> urlShortener() {
    try {
      return Map.of(
          "spring.datasource.url", postgres.jdbcUrl(DATABASE),
          "spring.datasource.username", DATABASE,
          "spring.datasource.password", workshop.secrets().get(DATABASE),
          "lab.redis.nodes", redis.addresses(),
          "spring.kafka.bootstrap-servers", kafka.bootstrapServers(),
          "lab.codes.key", workshop.secrets().get("codes-key"),
          "lab.links.public-base-url", "http://localhost:" + settings.gatewayPort());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Map<String, String> gateway() {
    return instances(drivers.getOrDefault(NodeKind.URL_SHORTENER, List.of()));
  }

  private static Map<String, String> instances(List<ServiceDriver> shorteners) {
    var properties = new TreeMap<String, String>();
    int index = 0;
    for (ServiceDriver instance : shorteners) {
      String prefix = "lab.gateway.services.url-shortener.instances[" + index++ + "].";
      properties.put(prefix + "id", instance.name());
      properties.put(prefix + "uri", "http://" + instance.address());
    }
    return properties;
  }
}
