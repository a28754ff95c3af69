package lab.runner.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lab.runner.backend.KafkaQuorum;
import lab.runner.backend.PostgresPair;
import lab.runner.backend.RedisNodes;
import lab.runner.backend.Workshop;
import lab.runner.descriptor.Service;
import lab.runner.node.NotPossible;
import lab.runner.process.Node;
import lab.runner.process.Parallel;
import lab.runner.service.AotTraining;
import lab.runner.service.App;
import lab.runner.service.Apps;
import lab.runner.service.ServiceDriver;
import lab.runner.topology.Layout;

/** The gateways and the services behind them: which instances there are, and how they start. */
final class Services {
  private final Workshop workshop;
  private final Layout layout;
  private final Settings settings;
  private final ServiceSettings told;
  private final Consumer<String> progress;
  private final Map<String, App> apps = new ConcurrentHashMap<>();
  private final Map<String, List<ServiceDriver>> drivers = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  Services(
      Workshop workshop,
      Layout layout,
      Settings settings,
      PostgresPair postgres,
      RedisNodes redis,
      KafkaQuorum kafka,
      Consumer<String> progress)
      throws IOException {
    this.workshop = workshop;
    this.layout = layout;
    this.settings = settings;
    this.progress = progress;
    told =
        new ServiceSettings(
            layout, settings, workshop.secrets(), postgres, redis, kafka, this::addresses);
    for (Service service : layout.services()) {
      add(service.name(), () -> told.of(service));
    }
    add(Layout.GATEWAY, () -> told.gateway(behindTheGateway()));
  }

  private void add(String kind, Supplier<Map<String, String>> properties) throws IOException {
    var ofKind = new ArrayList<ServiceDriver>();
    for (int number = 1; number <= layout.instances(kind); number++) {
      String name = kind + "-" + number;
      boolean isTheWayIn = kind.equals(Layout.GATEWAY) && number == 1;
      int port = isTheWayIn ? settings.gatewayPort() : workshop.ports().port(name);
      ofKind.add(driver(name, kind, port, properties));
    }
    drivers.put(kind, List.copyOf(ofKind));
    ofKind.forEach(driver -> nodes.add(workshop.node(driver)));
  }

  private ServiceDriver driver(
      String name, String kind, int port, Supplier<Map<String, String>> properties)
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
        properties);
  }

  private App app(String kind) {
    var app = apps.get(kind);
    if (app == null) {
      throw new NotPossible(kind + " is not unpacked yet.");
    }
    return app;
  }

  private Map<Service, List<ServiceDriver>> behindTheGateway() {
    var behind = new LinkedHashMap<Service, List<ServiceDriver>>();
    layout.services().forEach(service -> behind.put(service, ofKind(service.name())));
    return behind;
  }

  private List<ServiceDriver> ofKind(String kind) {
    return drivers.getOrDefault(kind, List.of());
  }

  private List<String> addresses(String kind) {
    return ofKind(kind).stream().map(driver -> "http://" + driver.address()).toList();
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Whether this lab has a service of this kind; true for the gateways too. */
  boolean has(String kind) {
    return drivers.containsKey(kind);
  }

  /** Where each instance serves {@code /actuator}, by its name. */
  Map<String, String> management() {
    var addresses = new TreeMap<String, String>();
    drivers
        .values()
        .forEach(ofKind ->
            ofKind.forEach(driver -> addresses.put(driver.name(), driver.managementAddress())));
    return addresses;
  }

  /** Whether every program has its ahead-of-time cache. */
  boolean areTrained() {
    return apps.values().stream().allMatch(app -> Files.exists(app.aotCache()));
  }

  void createDatabases() throws IOException {
    for (Service service : layout.services()) {
      told.createDatabase(service);
    }
  }

  /** Starts all instances of the services behind the gateway concurrently. */
  void startBehindTheGateway() throws IOException {
    Parallel.run(
        layout.services().stream()
            .map(service -> (Parallel.Task) () -> start(service.name()))
            .toList());
  }

  void startGateways() throws IOException {
    start(Layout.GATEWAY);
  }

  private void start(String kind) throws IOException {
    apps.put(kind, new Apps(workshop.home()).unpack(kind));
    Parallel.run(ofKind(nodes, kind).stream().map(node -> (Parallel.Task) node::start).toList());
    progress.accept(kind + " is ready");
  }

  private static List<Node> ofKind(Collection<Node> nodes, String kind) {
    return nodes.stream().filter(node -> node.kind().equals(kind)).toList();
  }

  /** A training of the programs on the real backends, with separate databases and names. */
  AotTraining training(Consumer<String> told) throws IOException {
    var trainees = new LinkedHashMap<Service, List<ServiceDriver>>();
    for (Service service : layout.services()) {
      this.told.createTrainingDatabase(service);
      trainees.put(service, List.of(trainee(service.name(), () -> this.told.training(service))));
    }
    var gateway = trainee(Layout.GATEWAY, () -> this.told.gateway(trainees));
    return new AotTraining(workshop.launcher(), trainees, gateway, told);
  }

  private ServiceDriver trainee(String kind, Supplier<Map<String, String>> properties)
      throws IOException {
    String name = kind + "-training";
    return driver(name, kind, workshop.ports().port(name), properties);
  }

  /**
   * Restarts the instances of a kind one by one, with these properties overriding the topology's.
   * If one does not come back, the others are restarted all the same.
   */
  synchronized void configure(String kind, Map<String, String> properties) throws IOException {
    ofKind(kind).forEach(driver -> driver.override(properties));
    var failures = new ArrayList<String>();
    for (Node node : ofKind(nodes, kind)) {
      try {
        restart(node);
      } catch (IOException | NotPossible e) {
        failures.add(String.valueOf(e.getMessage()));
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
      // it has just ended by itself
    }
    node.start();
  }

  /** Stops all instances, the gateways first. */
  void stop() {
    var gateways = ofKind(nodes, Layout.GATEWAY);
    Lab.stopAll(gateways);
    Lab.stopAll(nodes.stream().filter(node -> !gateways.contains(node)).toList());
  }
}
