package lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lab.endtoend.MetricsPage.Metric;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Service;
import lab.runner.descriptor.Store;
import lab.runner.prometheus.PrometheusProgram;
import lab.runner.service.Exercise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metrics of a whole lab are exactly those of {@code docs/metrics.md} and each service's {@code
 * metrics.md}, in both directions, with types and tags.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MetricsContractIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> OF_ALL = Set.of("application", "instance", "le");
  private static final Set<String> OF_ALL_LOAD = Set.of("experiment", "arm", "le");

  private final HttpClient http = HttpClient.newHttpClient();
  private LabScript lab;
  private LabScript.Result up;
  private MetricsPage page;
  private List<Service> services;

  /** Does everything once that causes a series of the page. */
  @BeforeAll
  void aLabInWhichMuchHasHappened(@TempDir Path temporary)
      throws IOException, InterruptedException {
    page = MetricsPage.read("docs/metrics.md");
    services = Catalog.of(Path.of("..")).services();
    lab =
        new LabScript(temporary.resolve("lab"))
            .sharingPrograms()
            .with("LAB_PROMETHEUS", "")
            .with("LAB_RESULTS", temporary.resolve("results").toString());
    up =
        lab.run(
            Stream.concat(Stream.of("up", "--detach"), services.stream().map(Service::name))
                .toArray(String[]::new));
    assertThat(up.exit()).as(up.output()).isZero();
    new Exercise("localhost:" + lab.port)
        .run(services.stream().map(s -> s.descriptor().training().requests()).toList());
    assertThat(lab.run("pause", "redis-6").exit()).isZero();
    assertThat(lab.run("resume", "redis-6").exit()).isZero();
  }

  @AfterAll
  void takeItDown() throws IOException, InterruptedException {
    lab.run("down");
    await().atMost(SOON).untilAsserted(() -> assertThat(lab.processes()).isEmpty());
  }

  @Test
  void the_gateway_has_the_metrics_of_the_page() {
    agrees(
        page.of("Services", "Gateway", "JVM"),
        OF_ALL,
        () -> services("gateway"),
        name -> name.startsWith("hikaricp_") || name.startsWith("lab_redis_"));
  }

  @TestFactory
  Stream<DynamicTest> each_service_tells_what_its_page_says() {
    return services.stream()
        .map(service -> DynamicTest.dynamicTest(service.name(), () -> tellsWhatItSays(service)));
  }

  private void tellsWhatItSays(Service service) throws IOException {
    var said = page.of("Services", "JVM");
    said.putAll(MetricsPage.read(service.name() + "/metrics.md").all());
    agrees(
        said,
        OF_ALL,
        () -> services(service.name()),
        name ->
            (name.startsWith("hikaricp_") && !service.standsOn(Store.POSTGRES))
                || (name.startsWith("lab_redis_") && !service.standsOn(Store.REDIS)));
  }

  @Test
  void the_monitor_has_the_pages_metrics_of_nodes_and_faults() {
    agrees(page.of("Nodes"), Set.of(), () -> monitor(false), name -> false);
  }

  @Test
  void the_monitor_has_the_pages_metrics_of_a_load(@TempDir Path output)
      throws IOException, InterruptedException {
    var load = lab.start(output.resolve("out"), "load", "kill-an-instance", "--short");
    try {
      agrees(page.of("Load"), OF_ALL_LOAD, () -> monitor(true), name -> false);
    } finally {
      assertThat(load.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(monitor(true).names()).as("its last word").isEmpty());
  }

  @Test
  void a_fault_lasts_until_it_is_lifted_and_a_node_that_dies_by_itself_has_none()
      throws IOException, InterruptedException {
    assertThat(lab.run("kill", "redis-5").exit()).isZero();
    long pid = lab.node("redis-4").path("pid").asLong();
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(metrics())
                .contains("lab_node_up{kind=\"redis\",node=\"redis-4\"} 0.0")
                .contains("lab_node_up{kind=\"redis\",node=\"redis-5\"} 0.0")
                .contains("lab_fault_active{fault=\"kill\",node=\"redis-5\"} 1.0"));
    assertThat(lab.run("kill", "redis-4").output()).contains("redis-4 is dead");
    assertThat(metrics()).noneMatch(line -> line.matches("lab_fault_active.*redis-4.*"));
    assertThat(lab.run("start", "redis-4").exit()).isZero();
    assertThat(lab.run("start", "redis-5").exit()).isZero();
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(metrics())
                .contains("lab_node_up{kind=\"redis\",node=\"redis-4\"} 1.0")
                .contains("lab_node_starts_total{kind=\"redis\",node=\"redis-4\"} 2.0")
                .contains("lab_fault_active{fault=\"kill\",node=\"redis-5\"} 0.0"));
  }

  @Test
  void figures_of_a_load_are_accepted_only_with_the_token_and_if_valid()
      throws IOException, InterruptedException {
    String figures = "# TYPE lab_load_sent_total counter\nlab_load_sent_total 17\n";
    assertThat(lab.put("/metrics/load", figures, "").statusCode()).isEqualTo(403);
    assertThat(lab.put("/metrics/load", figures, "wrong").statusCode()).isEqualTo(403);
    assertThat(lab.put("/metrics/load", "lab_node_up 1\n", lab.token()).statusCode())
        .isEqualTo(409);
    assertThat(lab.put("/metrics", figures, lab.token()).statusCode()).isEqualTo(404);
    assertThat(metrics()).noneMatch(line -> line.startsWith("lab_load"));
  }

  private List<String> metrics() throws IOException, InterruptedException {
    return get(lab.consolePort, "/metrics").body().lines().toList();
  }

  @Test
  void prometheus_scrapes_every_node_if_it_is_on_path() {
    var program = PrometheusProgram.find(System.getenv());
    if (!(program instanceof PrometheusProgram.Found)) {
      assertThat(up.output()).contains("prometheus   not on PATH: install it");
      return;
    }
    assertThat(up.output()).contains("prometheus   http://localhost:" + lab.prometheusPort);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var instances = instances();
          assertThat(asked("up == 1", "instance"))
              .contains("monitor")
              .containsAll(instances)
              .hasSize(instances.size() + 1);
          assertThat(asked("lab_node_up == 1", "node")).hasSize(lab.status().size());
          assertThat(asked("sum by (instance) (jvm_threads_live_threads)", "instance"))
              .hasSameElementsAs(instances);
        });
  }

  /** Something that can be scraped. */
  private interface Scrape {
    Exposition now() throws IOException, InterruptedException;
  }

  private static void agrees(
      Map<String, Metric> said,
      Set<String> ofAll,
      Scrape scrape,
      java.util.function.Predicate<String> excused) {
    var names = new TreeSet<>(said.keySet());
    names.removeIf(name -> said.get(name).isOfContainersOnly() || excused.test(name));
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var scraped = scrape.now();
          assertThat(scraped.names()).isEqualTo(names);
          for (String name : names) {
            assertThat(scraped.type(name)).as(name).isEqualTo(said.get(name).type());
            assertThat(scraped.labels(name, ofAll)).as(name).isEqualTo(said.get(name).tags());
          }
        });
  }

  /** The instances of the gateway and of every service. */
  private List<String> instances() throws IOException, InterruptedException {
    return Stream.of(lab.status())
        .flatMap(JsonNode::valueStream)
        .filter(node -> node.hasNonNull("managementAddress"))
        .map(node -> node.path("name").asString())
        .toList();
  }

  private Exposition services(String kind) throws IOException, InterruptedException {
    var all = new Exposition();
    for (JsonNode node : lab.status()) {
      if (node.path("kind").asString().equals(kind)) {
        URI uri =
            URI.create("http://" + node.path("managementAddress").asString())
                .resolve("/actuator/prometheus");
        all.add(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
      }
    }
    return all;
  }

  private Exposition monitor(boolean load) throws IOException, InterruptedException {
    var all = new Exposition();
    metrics().stream()
        .filter(line -> line.replaceFirst("^# (TYPE|HELP) ", "").startsWith("lab_load_") == load)
        .reduce((one, other) -> one + "\n" + other)
        .ifPresent(all::add);
    return all;
  }

  private List<String> asked(String query, String label) throws IOException, InterruptedException {
    String encoded = java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
    var answer = get(lab.prometheusPort, "/api/v1/query?query=" + encoded);
    return Stream.of(JSON.readTree(answer.body()).path("data").path("result"))
        .flatMap(JsonNode::valueStream)
        .map(series -> series.path("metric").path(label).asString())
        .toList();
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    var uri = URI.create("http://localhost:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
