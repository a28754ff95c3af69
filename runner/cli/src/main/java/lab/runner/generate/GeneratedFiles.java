package lab.runner.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Service;
import lab.runner.descriptor.Store;
import lab.runner.experiment.ExperimentFile;
import lab.runner.topology.Layout;
import lab.runner.topology.Topology;
import tools.jackson.databind.json.JsonMapper;

/** The project's files with generated parts, in their up-to-date form. */
public final class GeneratedFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path project;
  private final Catalog catalog;
  private final List<Topology> topologies = new ArrayList<>();
  private final Topology base;
  private final Map<Path, String> texts = new LinkedHashMap<>();

  private GeneratedFiles(Path project) throws IOException {
    this.project = project;
    this.catalog = Catalog.of(project);
    Path folder = project.resolve("topologies");
    for (String name : Topology.names(folder)) {
      topologies.add(Topology.load(folder, name));
    }
    base = Topology.load(folder, Topology.DEFAULT);
  }

  /** Generates from the descriptors and topologies in this folder. */
  public static GeneratedFiles of(Path project) throws IOException {
    var files = new GeneratedFiles(project);
    files.compose();
    files.environment();
    files.endToEnd();
    files.connections();
    files.prometheus();
    files.objectives();
    files.dashboards();
    files.routes();
    files.experiments();
    return files;
  }

  /** The files that are not up to date. */
  public List<Path> stale() throws IOException {
    var stale = new ArrayList<Path>();
    for (Map.Entry<Path, String> file : texts.entrySet()) {
      if (!Files.exists(file.getKey())
          || !Files.readString(file.getKey()).equals(file.getValue())) {
        stale.add(project.relativize(file.getKey()));
      }
    }
    return stale;
  }

  /** Updates the files; returns those that it changed. */
  public List<Path> write() throws IOException {
    var stale = stale();
    for (Path file : stale) {
      Files.writeString(project.resolve(file), texts.get(project.resolve(file)));
    }
    return stale;
  }

  private void compose() throws IOException {
    var services = new ComposeServices(catalog);
    mark("docker-compose.yml", "services", _ -> services.whole(base));
    mark(
        "docker-compose.yml",
        "monitored",
        _ -> List.of("      MONITOR_SERVICES: " + services.monitored(base)));
    mark("docker-compose.yml", "databases", _ -> List.of("  LAB_DATABASES: " + databases()));
    for (Topology topology : topologies) {
      if (!topology.equals(base)) {
        String file = "docker-compose." + topology.name() + ".yml";
        mark(file, "services", _ -> services.difference(base, topology));
        if (topology.gateways() != base.gateways()) {
          mark(
              file,
              "monitored",
              _ -> List.of("      MONITOR_SERVICES: " + services.monitored(topology)));
        }
      }
    }
    mark(
        "docker-compose.traces.yml",
        "services",
        _ ->
            catalog.services().stream()
                .map(service -> "  %s: { environment: { <<: *tracing } }".formatted(service.name()))
                .toList());
  }

  private String databases() {
    return catalog.services().stream()
        .filter(service -> service.standsOn(Store.POSTGRES))
        .map(service -> "%s:${%s_PASSWORD}".formatted(service.database(), service.variable()))
        .collect(Collectors.joining(" "));
  }

  private void environment() throws IOException {
    var variables = new EnvFile(catalog);
    mark(".env", "counts", _ -> variables.counts(base));
    mark(".env", "secrets", variables::secrets);
  }

  /** Makes Maven build the services before the tests that start them. */
  private void endToEnd() throws IOException {
    mark(
        "end-to-end/pom.xml",
        "services",
        _ -> catalog.services().stream().flatMap(service -> dependency(service).lines()).toList());
  }

  private static String dependency(Service service) {
    return """
        <dependency>
          <groupId>lab</groupId><artifactId>%s</artifactId><version>${project.version}</version><type>pom</type><scope>test</scope>
          <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
        </dependency>
    """
        .formatted(service.name());
  }

  /** PostgreSQL's connections: as many as the instances of the largest topology may hold. */
  private void connections() throws IOException {
    int most =
        topologies.stream()
            .mapToInt(topology -> Layout.of(topology, catalog).maxConnections())
            .max()
            .orElseThrow();
    var line = "        max_connections: " + most;
    mark("containers/postgres/patroni.yml", "connections", _ -> List.of(line));
  }

  private void prometheus() throws IOException {
    int gateways = topologies.stream().mapToInt(Topology::gateways).max().orElseThrow();
    String names = new ComposeServices(catalog).scraped(gateways);
    var line =
        "      - { names: [%s], type: A, port: 8081, refresh_interval: 5s }".formatted(names);
    mark("prometheus/prometheus.yml", "services", _ -> List.of(line));
  }

  private void objectives() {
    texts.put(project.resolve("prometheus/rules/slo.yml"), new SloRules(catalog).text());
  }

  /** What the generator of the dashboards needs to know, as it does not read YAML. */
  private void dashboards() {
    var services =
        catalog.services().stream()
            .map(service -> "  " + JSON.writeValueAsString(Charted.of(service)))
            .collect(Collectors.joining(",\n"));
    texts.put(project.resolve("grafana/src/services.json"), "[\n" + services + "\n]\n");
  }

  private record Charted(String name, String color, Map<String, List<String>> live) {
    static Charted of(Service service) {
      return new Charted(service.name(), service.descriptor().color(), LiveRoutes.byKind(service));
    }
  }

  /** The table of routes on the gateway's page. */
  private void routes() throws IOException {
    mark("gateway/README.md", "routes", _ -> RouteTable.lines(catalog));
  }

  /** The README's table of experiments. */
  private void experiments() throws IOException {
    var rows = new ArrayList<>(List.of("| experiment | what it is about |", "|---|---|"));
    try (var files = Files.list(project.resolve("experiments"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".yml")).sorted().toList()) {
        var experiment = ExperimentFile.read(file);
        rows.add("| `%s` | %s |".formatted(experiment.name(), experiment.document().title()));
      }
    }
    mark("README.md", "experiments", _ -> rows);
  }

  private void mark(String name, String part, UnaryOperator<List<String>> generated)
      throws IOException {
    Path file = project.resolve(name);
    String text = texts.containsKey(file) ? texts.get(file) : Files.readString(file);
    var marked = new Marked(name, text);
    texts.put(file, marked.with(part, generated.apply(marked.part(part))));
  }
}
