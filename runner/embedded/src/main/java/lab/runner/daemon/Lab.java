package lab.runner.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lab.runner.backend.Backend;
import lab.runner.backend.KafkaQuorum;
import lab.runner.backend.PostgresPair;
import lab.runner.backend.RedisNodes;
import lab.runner.backend.Workshop;
import lab.runner.home.LabHome;
import lab.runner.home.PortBook;
import lab.runner.home.Secrets;
import lab.runner.node.NodeKind;
import lab.runner.node.NodeStatus;
import lab.runner.node.NotPossible;
import lab.runner.process.IdleWork;
import lab.runner.process.Node;
import lab.runner.process.Parallel;
import lab.runner.prometheus.Prometheus;
import lab.runner.prometheus.PrometheusProgram;
import lab.runner.topology.Layout;
import lab.servers.process.ProcessLauncher;

/** A topology made of real nodes: the backends, and the services on top of them. */
final class Lab implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final LabHome home;
  private final Layout layout;
  private final Settings settings;
  private final Consumer<String> progress;
  private final ProcessLauncher launcher;
  private final PostgresPair postgres;
  private final RedisNodes redis;
  private final KafkaQuorum kafka;
  private final Services services;
  private final Monitoring monitoring = new Monitoring(this::nodes);
  private final Optional<Prometheus> prometheus;
  private volatile boolean up;
  private volatile boolean closed;

  private Lab(LabHome home, Layout layout, Settings settings, Consumer<String> progress)
      throws IOException {
    this.home = home;
    this.layout = layout;
    var topology = layout.topology();
    this.settings = settings;
    this.progress = progress;
    Path data = home.data(topology.name());
    var promised =
        Set.copyOf(
            List.of(settings.gatewayPort(), settings.consolePort(), settings.prometheusPort()));
    var ports = new PortBook(data.resolve("ports.properties"), promised);
    var secrets = new Secrets(home.secrets());
    launcher = ProcessLauncher.open(home.directory(), programs(home));
    var workshop = new Workshop(home, data, ports, secrets, launcher, Clock.systemUTC());
    postgres =
        new PostgresPair(
            workshop, topology.count(NodeKind.POSTGRES), layout.maxConnections(), progress);
    redis = new RedisNodes(workshop, topology.count(NodeKind.REDIS));
    kafka = new KafkaQuorum(workshop, topology.count(NodeKind.KAFKA));
    services = new Services(workshop, layout, settings, postgres, redis, kafka, progress);
    prometheus = prometheus(workshop, settings);
  }

  /**
   * What the user that runs the servers must be able to read: the JDK, our programs, Kafka's
   * libraries.
   */
  private static List<Path> programs(LabHome home) {
    var programs = new ArrayList<Path>();
    programs.add(Path.of(System.getProperty("java.home")));
    programs.add(home.apps());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      programs.add(Path.of(entry).toAbsolutePath());
    }
    return programs;
  }

  private static Optional<Prometheus> prometheus(Workshop workshop, Settings settings) {
    return switch (PrometheusProgram.find(System.getenv())) {
      case PrometheusProgram.Found(var program) ->
          Optional.of(new Prometheus(workshop, program, settings.prometheusPort()));
      case PrometheusProgram.Off _, PrometheusProgram.Missing _ -> Optional.empty();
    };
  }

  static Lab of(LabHome home, Settings settings, Consumer<String> progress) throws IOException {
    return new Lab(home, layout(home, settings), settings, progress);
  }

  private static Layout layout(LabHome home, Settings settings) throws IOException {
    return Layout.of(home, settings.topology(), settings.services(), settings.scale());
  }

  Layout layout() {
    return layout;
  }

  LabHome home() {
    return home;
  }

  String gateway() {
    return "http://localhost:" + settings.gatewayPort();
  }

  /**
   * Brings everything up; returns when every node is ready. Nodes that do not need each other start
   * concurrently: a service needs its database to start, but the other stores only to work.
   */
  void up() throws IOException {
    Parallel.run(List.of(this::startPrometheus, this::startNodes));
    monitoring.start();
    up = true;
  }

  private void startNodes() throws IOException {
    Parallel.run(
        List.of(
            () -> redis.up(progress),
            () -> kafka.up(progress),
            services::startGateways,
            () -> {
              postgres.up(progress);
              services.createDatabases();
              services.startBehindTheGateway();
            }));
    if (!services.areTrained()) {
      progress.accept(
          "the next start will be faster: the lab makes ahead-of-time caches while it is idle");
    }
  }

  /** A failure is only reported: the lab works without Prometheus. */
  private void startPrometheus() {
    if (prometheus.isPresent()) {
      try {
        prometheus.get().start(services.management(), settings.consolePort());
        progress.accept("Prometheus is ready");
      } catch (IOException e) {
        progress.accept("Prometheus did not start: " + e.getMessage());
      }
    }
  }

  /** Where Prometheus answers, or why it does not, for people. */
  String prometheus() {
    return prometheus
        .map(Prometheus::whereabouts)
        .orElseGet(() -> PrometheusProgram.find(System.getenv()).words());
  }

  /** Makes the ahead-of-time caches that are missing, while no run has the lab. */
  void trainWhenIdle(BooleanSupplier busy) throws IOException, InterruptedException {
    new IdleWork(busy, this::isClosed, QUIET)
        .until(services::areTrained, () -> services.training(System.err::println));
  }

  Monitoring monitoring() {
    return monitoring;
  }

  private List<Backend> backends() {
    return List.of(postgres, redis, kafka);
  }

  private List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    backends().forEach(backend -> nodes.addAll(backend.nodes()));
    nodes.addAll(services.nodes());
    return nodes;
  }

  Node node(String name) {
    return nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new NotPossible(
                "There is no node '%s'. There are: %s."
                    .formatted(
                        name, String.join(", ", nodes().stream().map(Node::name).toList()))));
  }

  /**
   * Applies an action to a node, on behalf of a user or an experiment.
   *
   * @throws IllegalArgumentException if there is no such action
   */
  void act(String name, String action) throws IOException {
    Node node = node(name);
    switch (action) {
      case "kill" -> monitoring.fault(node, action, Node::kill);
      case "stop" -> monitoring.fault(node, action, Node::stop);
      case "pause" -> monitoring.fault(node, action, Node::pause);
      case "resume" -> {
        node.resume();
        monitoring.lifted(name);
      }
      case "start" -> start(name);
      default -> throw new IllegalArgumentException("There is no action '" + action + "'.");
    }
  }

  /** Starts a node that is dead or stopped; returns when it is ready. */
  private void start(String name) throws IOException {
    Node node = node(name);
    if (node.isStarting()) {
      node.start(); // started by another command already; returns when it is ready
      return;
    }
    if (node.hasProcess()) {
      throw new NotPossible(name + " runs already.");
    }
    monitoring.lifted(name);
    for (Backend backend : backends()) {
      if (backend.nodes().contains(node)) {
        backend.start(node);
        return;
      }
    }
    node.start();
  }

  /**
   * Overrides the topology's properties with these. A service's instances are restarted with them
   * one by one; a backend applies the properties that it supports at once.
   */
  void configure(String label, Map<String, String> properties) throws IOException {
    if (services.has(label)) {
      services.configure(label, properties);
      return;
    }
    NodeKind kind =
        NodeKind.of(label)
            .orElseThrow(() -> new NotPossible("There is no kind of node '" + label + "'."));
    switch (kind) {
      case POSTGRES -> postgres.configure(properties);
      case REDIS -> redis.configure(properties);
      case KAFKA -> kafka.configure(properties);
    }
  }

  List<NodeStatus> status() {
    return nodes().stream().map(Node::status).toList();
  }

  NodeStatus status(String node) {
    return node(node).status();
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Takes everything down: the gateways first, the stores last. If the lab is still coming up, that
   * is cut short.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    monitoring.close();
    backends().forEach(Backend::close);
    if (up) {
      services.stop();
      stopAll(backends().stream().flatMap(backend -> backend.nodes().stream()).toList());
    }
    prometheus.ifPresent(Prometheus::stop);
    launcher.close();
  }

  /** Stops the running nodes concurrently; one that fails to stop is killed with the launcher. */
  static void stopAll(List<Node> nodes) {
    try {
      Parallel.run(
          nodes.stream().filter(Node::hasProcess).map(node -> (Parallel.Task) node::stop).toList());
    } catch (IOException | RuntimeException e) {
      System.err.println("Stopping: " + e.getMessage());
    }
  }
}
