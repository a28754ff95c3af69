package lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lab.runner.descriptor.Catalog;
import lab.runner.node.NodeKind;
import lab.runner.topology.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes one lab through its life, as a user would: up, use, kill, verdict, crash, down. The order
 * matters.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LabScriptIT {
  private static final Path PROJECT = Path.of("..");
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private LabScript lab;
  private String code = "";

  @BeforeAll
  void aFolderWithASpaceInItsName(@TempDir Path temporary) throws IOException {
    lab = new LabScript(temporary.resolve("a lab")).sharingPrograms();
  }

  @AfterAll
  void takeItDown() throws IOException, InterruptedException {
    lab.run("down");
  }

  @Test
  @Order(1)
  void up_returns_when_every_node_is_ready() throws IOException, InterruptedException {
    var up = lab.run("up", "--detach");
    assertThat(up.exit()).as(up.output()).isZero();
    assertThat(up.output())
        .contains(nodesOf("scaled") + " nodes ready")
        .contains("url-shortener-2")
        .contains("queue-tracker-3")
        .contains("in all");
    var nodes = lab.status();
    assertThat(nodes.size()).isEqualTo(nodesOf("scaled"));
    for (JsonNode node : nodes) {
      assertThat(node.propertyNames())
          .contains(
              "name", "kind", "role", "state", "address", "pid", "memoryBytes", "startMillis");
      assertThat(node.path("state").asString()).as(node.path("name").asString()).isEqualTo("ready");
      assertThat(node.path("memoryBytes").asLong()).isPositive();
    }
    assertThat(
            StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.path("role").asString())
                .collect(Collectors.groupingBy(role -> role, Collectors.counting())))
        .containsEntry("primary", 4L)
        .containsEntry("replica", 3L);
  }

  @Test
  @Order(2)
  void files_with_secrets_are_for_their_owner_alone() throws IOException {
    for (String file :
        new String[] {
          "secrets.properties", "runner.json", "nodes/url-shortener-1/application.properties"
        }) {
      assertThat(Files.getPosixFilePermissions(lab.folder.resolve(file)))
          .as(file)
          .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
  }

  @Test
  @Order(2)
  void a_second_up_says_it_is_up_already() throws IOException, InterruptedException {
    var again = lab.run("up", "--detach");
    assertThat(again.exit()).isZero();
    assertThat(again.output()).contains("is up already");
  }

  @Test
  @Order(2)
  void additional_flags_are_passed_to_the_services_jvms() throws IOException {
    assertThat(lab.processes().stream().map(LabScript::commandLine))
        .filteredOn(line -> line.contains("-app.jar"))
        .hasSize(programsOf("scaled"))
        .allMatch(line -> line.contains("-XX:TieredStopAtLevel=1"));
  }

  @Test
  @Order(3)
  void another_lab_on_the_same_port_is_told_which_process_holds_it(@TempDir Path temporary)
      throws IOException, InterruptedException {
    var other =
        new LabScript(temporary.resolve("other")).with("LAB_PORT", String.valueOf(lab.port));
    var up = other.run("up", "--detach");
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.output()).contains("Port " + lab.port + " is taken by pid").contains("--port");
  }

  @Test
  @Order(4)
  void shortens_a_url_and_redirects_to_it() throws IOException, InterruptedException {
    var created = shorten("https://example.org/a/long/path");
    assertThat(created.statusCode()).isEqualTo(201);
    code = JSON.readTree(created.body()).path("code").asString();
    assertThat(code).hasSize(7);
    assertThat(follow(code)).isEqualTo("https://example.org/a/long/path");
    var longest =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + lab.port + "/" + code + "?" + "q".repeat(8_150)))
            .header("X-Long", "x".repeat(16_000))
            .build();
    assertThat(http.send(longest, BodyHandlers.discarding()).statusCode())
        .as("just below the gateway's limits, at both layers")
        .isEqualTo(302);
  }

  @Test
  @Order(5)
  void bad_input_is_answered_with_a_problem_that_names_the_field()
      throws IOException, InterruptedException {
    var refused = shorten("not a url");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(refused.body()).contains("url").doesNotContain("Exception");
  }

  @Test
  @Order(6)
  void links_survive_the_death_of_the_postgres_primary() throws IOException, InterruptedException {
    String primary = postgres("primary");
    String standby = postgres("standby");
    assertThat(lab.run("kill", primary).exit()).isZero();
    assertThat(lab.node(primary).path("state").asString()).isEqualTo("dead");
    await().atMost(SOON).until(() -> lab.node(standby).path("role").asString().equals("primary"));
    await()
        .atMost(SOON)
        .until(() -> shorten("https://example.org/after-failover").statusCode() == 201);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(follow(code)).isEqualTo("https://example.org/a/long/path"));
    assertThat(lab.run("start", primary).exit()).isZero();
    assertThat(lab.node(primary).path("role").asString()).isEqualTo("standby");
  }

  @Test
  @Order(7)
  void impossible_commands_say_why() throws IOException, InterruptedException {
    assertThat(lab.run("kill", "nosuch-1"))
        .matches(r -> r.exit() == 1 && r.output().contains("There is no node 'nosuch-1'"));
    assertThat(lab.run("resume", "redis-1"))
        .matches(r -> r.exit() == 1 && r.output().contains("not paused"));
    assertThat(lab.run("start", "redis-1"))
        .matches(r -> r.exit() == 1 && r.output().contains("runs already"));
    assertThat(lab.run("run", "no-such-experiment"))
        .matches(r -> r.exit() == 1 && r.output().contains("kill-an-instance"));
    assertThat(lab.run("up", "--topology", "galaxy", "--detach").exit()).isEqualTo(1);
  }

  @Test
  @Order(8)
  void the_runner_changes_nothing_without_its_token_and_refuses_other_host_names()
      throws IOException, InterruptedException {
    var console = URI.create("http://localhost:" + lab.consolePort);
    var kill =
        HttpRequest.newBuilder(console.resolve("/api/nodes/redis-1/kill"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(kill, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(lab.node("redis-1").path("state").asString()).isEqualTo("ready");
    var page = http.send(HttpRequest.newBuilder(console).build(), BodyHandlers.ofString());
    assertThat(page.body()).contains("System Design Lab");
    assertThat(lab.askAs("rebound.example")).startsWith("HTTP/1.1 403");
    assertThat(lab.askAs("localhost")).startsWith("HTTP/1.1 200");
  }

  @Test
  @Order(9)
  void an_experiment_ends_in_a_verdict() throws IOException, InterruptedException {
    var run = lab.run("run", "lost-updates", "--short");
    // 2: this machine was too busy for a verdict
    assertThat(run.exit()).as(run.output()).isIn(0, 2);
    assertThat(run.output())
        .contains(run.exit() == 0 ? "PASS" : "UNKNOWN")
        .contains("lost-updates")
        .contains("result.json")
        .contains("report.html");
    assertThat(lab.node("queue-tracker-1").path("state").asString()).isEqualTo("ready");
  }

  /**
   * Loads the real services. Whether they answer in time depends on the machine, but what they must
   * keep does not.
   */
  @Test
  @Order(9)
  void a_plain_load_needs_a_url_only_and_no_folder_that_can_be_written_to(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Path inTheWay = Files.writeString(temporary.resolve("file"), "no folder");
    var elsewhere =
        new LabScript(temporary.resolve("other"))
            .with("LAB_URL", "http://localhost:" + lab.port)
            .with("LAB_RESULTS", inTheWay.resolve("results").toString());
    var load = elsewhere.run("load", "kill-an-instance", "--short");
    String verdict =
        switch (load.exit()) {
          case 0 -> "PASS Nothing failed, and nothing was lost.";
          case 1 -> "FAIL Something failed, or was lost.\n +- [\\d,]+ of [\\d,]+ requests failed";
          default -> "UNKNOWN This load does not allow a verdict.";
        };
    assertThat(load.exit()).as(load.output()).isBetween(0, 2);
    assertThat(load.output())
        .containsPattern("load +\\d+ s +\\d+ sent")
        .containsPattern("requests +[1-9]")
        .containsPattern("acknowledged links lost +0\n")
        .containsPattern("codes or idempotency keys used twice.* 0\n")
        .containsPattern("acknowledged links that lead elsewhere +0\n")
        .containsPattern("health +" + verdict);
    assertThat(lab.node("url-shortener-1").path("state").asString()).isEqualTo("ready");
  }

  @Test
  @Order(9)
  void only_the_failover_of_the_pair_can_be_configured_among_backends()
      throws IOException, InterruptedException {
    assertThat(lab.configure("postgres", "{\"failover\":\"off\"}").statusCode()).isEqualTo(200);
    assertThat(lab.configure("postgres", "{}").statusCode()).isEqualTo(200);
    assertThat(lab.configure("postgres", "{\"failover\":\"perhaps\"}"))
        .matches(r -> r.statusCode() == 409 && r.body().contains("on or off, not 'perhaps'"));
    assertThat(lab.configure("redis", "{\"failover\":\"off\"}"))
        .matches(r -> r.statusCode() == 409 && r.body().contains("redis has nothing"));
    assertThat(lab.configure("galaxy", "{}"))
        .matches(r -> r.statusCode() == 409 && r.body().contains("no kind of node 'galaxy'"));
  }

  /** The run changes the lab long before its load begins, and undoes that before it ends. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Order(9)
  void one_run_at_a_time_has_the_lab_and_leaves_no_trace_however_it_ends(
      boolean killed, @TempDir Path temporary) throws IOException, InterruptedException {
    Path output = temporary.resolve("run.out");
    var run =
        lab.with("LAB_RESULTS", temporary.toString())
            .start(output, "run", "postgres-failover", "--short");
    String named = "./lab run postgres-failover --short (pid " + run.pid();
    await().atMost(SOON).until(() -> setting(lab.node("postgres-1")).equals("off"));
    assertThat(lab.run("status").output())
        .contains(named, "Not as the topology says:", "postgres-1 is set to failover=off");
    if (killed) {
      for (String command :
          List.of("run lost-updates", "load kill-an-instance", "kill redis-1", "start redis-1")) {
        assertThat(lab.run(command.split(" ", -1)))
            .matches(r -> r.exit() == 1 && r.output().contains(named), command);
      }
      run.destroyForcibly();
    } else {
      run.destroy();
    }

    assertThat(run.waitFor()).isEqualTo(killed ? 137 : 143);
    await().atMost(SOON).until(() -> lab.node("postgres-1").path("run").asString().isEmpty());
    assertThat(setting(lab.node("postgres-1"))).isEmpty();
    try (var files = Files.walk(temporary)) {
      Path result = files.filter(file -> file.endsWith("result.json")).findFirst().orElseThrow();
      assertThat(result).content().contains("unknown", "interrupted");
      assertThat(result.resolveSibling("report.html")).content().contains("interrupted");
    }
    assertThat(output).content().doesNotContain("Exception", "\tat ");
  }

  private static String setting(JsonNode node) {
    return node.path("changed").path("failover").asString("");
  }

  @Test
  @Order(10)
  void no_node_survives_the_runner_and_data_survives_both()
      throws IOException, InterruptedException {
    long runner =
        JSON.readTree(Files.readString(lab.folder.resolve("runner.json"))).path("pid").asLong();
    assertThat(lab.processes()).hasSizeGreaterThan(12);
    ProcessHandle.of(runner).orElseThrow().destroyForcibly();
    await().atMost(SOON).untilAsserted(() -> assertThat(lab.processes()).isEmpty());
    assertThat(lab.run("status")).matches(r -> r.exit() == 1 && r.output().contains("not up"));

    var up = lab.run("up", "--detach");
    assertThat(up.exit()).as(up.output()).isZero();
    assertThat(follow(code)).isEqualTo("https://example.org/a/long/path");
  }

  @Test
  @Order(11)
  void down_leaves_no_process_and_keeps_the_data() throws IOException, InterruptedException {
    assertThat(lab.run("down").exit()).isZero();
    await().atMost(SOON).untilAsserted(() -> assertThat(lab.processes()).isEmpty());
    assertThat(lab.folder.resolve("data")).exists();
  }

  @Test
  @Order(12)
  void in_the_foreground_it_ends_with_its_command_even_by_kill_9(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Path output = temporary.resolve("up.out");
    var command = lab.start(output, "up", "--topology", "one-server");
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> Files.readString(output).contains("Ctrl-C takes everything down"));
    assertThat(lab.status().size()).isEqualTo(nodesOf("one-server"));
    command.destroyForcibly();
    assertThat(command.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().atMost(SOON).untilAsserted(() -> assertThat(lab.processes()).isEmpty());
  }

  @Test
  @Order(13)
  void reset_leaves_no_data() throws IOException, InterruptedException {
    assertThat(lab.run("reset").exit()).isZero();
    assertThat(lab.folder.resolve("data")).doesNotExist();
  }

  private String postgres(String role) throws IOException, InterruptedException {
    for (JsonNode node : lab.status()) {
      if (node.path("kind").asString().equals("postgres")
          && node.path("role").asString().equals(role)) {
        return node.path("name").asString();
      }
    }
    throw new AssertionError("There is no PostgreSQL " + role);
  }

  private HttpResponse<String> shorten(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + lab.port + "/api/links"))
            .header("Content-Type", "application/json")
            .timeout(SOON)
            .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"" + url + "\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private String follow(String code) throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + lab.port + "/" + code))
                .timeout(SOON)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return answer.headers().firstValue("location").orElseThrow();
  }

  /** The number of nodes: backends, and those that run our programs. */
  private static int nodesOf(String topology) throws IOException {
    var named = Topology.load(PROJECT.resolve("topologies"), topology);
    return programsOf(topology) + Stream.of(NodeKind.values()).mapToInt(named::count).sum();
  }

  /** The number of gateways and of instances of the services that start by default. */
  private static int programsOf(String topology) throws IOException {
    var named = Topology.load(PROJECT.resolve("topologies"), topology);
    return named.gateways()
        + Catalog.of(PROJECT).byDefault().stream()
            .mapToInt(service -> service.instances(topology, named.services()))
            .sum();
  }
}
