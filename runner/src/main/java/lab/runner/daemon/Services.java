package lab.runner.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
  private final Workshop workshop;
  private final Topology topology;
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
    this.topology = topology;
    this.settings = settings;
    this.postgres = postgres;
    this.redis = redis;
    this.kafka = kafka;
    this.progress = progress;
    for (NodeKind kind : NodeKind.values()) {
      if (kind.isService()) {
        add(kind);
      }
    }
  }

  private void add(NodeKind kind) throws IOException {
    var ofKind = new ArrayList<ServiceDriver>();
    for (int number = 1; number <= topology.count(kind); number++) {
      String name = kind.node(number);
      boolean isTheWayIn = kind == NodeKind.GATEWAY && number == 1;
      int port = isTheWayIn ? settings.gatewayPort() : workshop.ports().port(name);
      ofKind.add(driver(name, kind, port, () -> ofTopology(kind)));
    }
    drivers.put(kind, List.copyOf(ofKind));
    ofKind.forEach(driver -> nodes.add(workshop.node(driver)));
  }

  private ServiceDriver driver(
      String name, NodeKind kind, int port, Supplier<Map<String, String>> properties)
      throws IOException {
    return new ServiceDriver(
        name,
        kind,
        () -> app(kind),
        workshop.serviceFolder(name),
        workshop.home().log(name),
        port,
        workshop.ports().port(name + ".management"),
        workshop.launcher(),
        () -> traced(properties.get()));
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
    for (NodeKind kind : behindTheGateway()) {
      postgres.createDatabase(database(kind), password(kind));
    }
  }

  private List<NodeKind> behindTheGateway() {
    return drivers.keySet().stream().filter(NodeKind::isBehindTheGateway).toList();
  }

  /** Database and user of a service. */
  private static String database(NodeKind kind) {
    return kind.label().replace('-', '_');
  }

  private String password(NodeKind kind) throws IOException {
    return workshop.secrets().get(database(kind));
  }

  /** Starts every instance of all that is behind the gateway, side by side. */
  void startBehindTheGateway() throws IOException {
    Parallel.run(
        behindTheGateway().stream().map(kind -> (Parallel.Task) () -> start(kind)).toList());
  }

  void startGateways() throws IOException {
    start(NodeKind.GATEWAY);
  }

  private void start(NodeKind kind) throws IOException {
    Parallel.run(
        nodes.stream()
            .filter(node -> node.kind() == kind)
            .map(node -> (Parallel.Task) node::start)
            .toList());
    progress.accept(kind.label() + " is ready");
  }

  /** Trains the programs on the real backends, with databases and names of their own. */
  void train() throws IOException {
    progress.accept("first start of this build: making the services' ahead-of-time caches");
    var trainees = new LinkedHashMap<NodeKind, List<ServiceDriver>>();
    for (NodeKind kind : behindTheGateway()) {
      String database = database(kind) + "_training";
      postgres.createDatabase(database, password(kind));
      var trainee = trainee(kind);
      trainee.override(training(kind, database));
      trainees.put(kind, List.of(trainee));
    }
    var gateway = trainee(NodeKind.GATEWAY);
    gateway.override(instances(trainees));
    var all = new ArrayList<>(trainees.values().stream().flatMap(List::stream).toList());
    all.add(gateway);
    new AotTraining(workshop.launcher(), progress).train(all);
  }

  /** As the lab runs it, whatever the topology sets it to: the cache is for all topologies. */
  private ServiceDriver trainee(NodeKind kind) throws IOException {
    String name = kind.label() + "-training";
    return driver(name, kind, workshop.ports().port(name), () -> settingsOf(kind));
  }

  /** What keeps a training's links and lines apart from the lab's. */
  private Map<String, String> training(NodeKind kind, String database) throws IOException {
    var properties = new TreeMap<String, String>();
    properties.put("spring.datasource.url", postgres.jdbcUrl(database));
    properties.put("spring.datasource.username", database);
    switch (kind) {
      case URL_SHORTENER ->
          properties.put("lab.codes.key", workshop.secrets().get("training-codes-key"));
      case QUEUE_TRACKER -> {
        properties.put("lab.queues.cache-prefix", "training:");
        properties.put("lab.stream.topic", "queue-tracker.training");
      }
      case GATEWAY, POSTGRES, REDIS, KAFKA ->
          throw new IllegalArgumentException(kind + " has no database");
    }
    return properties;
  }

  /**
   * Restarts the instances of a kind, one by one, with these properties over the topology's; one
   * that does not come back keeps no other from it.
   */
  synchronized void configure(NodeKind kind, Map<String, String> properties) throws IOException {
    drivers.getOrDefault(kind, List.of()).forEach(driver -> driver.override(properties));
    var failures = new ArrayList<String>();
    for (Node node : nodes) {
      if (node.kind() == kind) {
        try {
          restart(node);
        } catch (IOException | NotPossible e) {
          failures.add(String.valueOf(e.getMessage()));
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException(String.join("\n", failures));
    }
  }

  private static void restart(Node node) throws IOException {
    try {
      if (node.hasProcess()) {
        node.stop();
      }
    } catch (NotPossible e) {
      // it has ended by itself in this moment
    }
    node.start();
  }

  /** Stops all instances, the way in first. */
  void stop() {
    Lab.stopAll(nodes.stream().filter(node -> node.kind() == NodeKind.GATEWAY).toList());
    Lab.stopAll(nodes.stream().filter(node -> node.kind().isBehindTheGateway()).toList());
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

  private Map<String, String> ofTopology(NodeKind kind) {
    var all = new TreeMap<>(settingsOf(kind));
    all.putAll(topology.settings(kind));
    return all;
  }

  private Map<String, String> settingsOf(NodeKind kind) {
    try {
      return switch (kind) {
        case URL_SHORTENER -> {
          var properties = stores(kind);
          properties.put("lab.codes.key", workshop.secrets().get("codes-key"));
          properties.put("lab.links.public-base-url", "http://localhost:" + settings.gatewayPort());
          properties.put("lab.links.aliases", String.join(",", addresses(NodeKind.GATEWAY, kind)));
          yield properties;
        }
        case QUEUE_TRACKER -> stores(kind);
        case GATEWAY -> instances(drivers);
        case POSTGRES, REDIS, KAFKA ->
            throw new IllegalArgumentException(kind + " is no service of ours");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the nodes of these kinds answer. */
  private List<String> addresses(NodeKind... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> drivers.getOrDefault(kind, List.of()).stream())
        .map(driver -> "http://" + driver.address())
        .toList();
  }

  /** Where a service finds what it stands on. */
  private Map<String, String> stores(NodeKind kind) throws IOException {
    var properties = new TreeMap<String, String>();
    properties.put("spring.datasource.url", postgres.jdbcUrl(database(kind)));
    properties.put("spring.datasource.username", database(kind));
    properties.put("spring.datasource.password", password(kind));
    properties.put("lab.redis.nodes", redis.addresses());
    properties.put("lab.redis.password", redis.password());
    properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
    properties.put("lab.kafka.password", kafka.password());
    return properties;
  }

  /** What a gateway is told of the instances behind it. */
  private static Map<String, String> instances(Map<NodeKind, List<ServiceDriver>> services) {
    var properties = new TreeMap<String, String>();
    services.forEach((kind, instances) -> {
      for (int i = 0; kind.isBehindTheGateway() && i < instances.size(); i++) {
        String prefix = "lab.gateway.services.%s.instances[%d].".formatted(kind.label(), i);
        properties.put(prefix + "id", instances.get(i).name());
        properties.put(prefix + "uri", "http://" + instances.get(i).address());
      }
    });
    return properties;
  }
}
