package lab.runner.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Descriptor;
import lab.runner.descriptor.Service;
import lab.runner.node.NodeKind;
import lab.runner.topology.Topology;
import lab.yaml.YamlFile;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {
  private static final Topology WIDE = topology("wide", 2, 3, 1, 1, 2);
  private static final Topology NARROW = topology("narrow", 1, 1, 1, 2, 1);
  private static final Service HELLO =
      new Service(
          "hello-world",
          YamlFile.parse(
              "service.yml",
              """
              description: Says hello.
              stores: [postgres, redis]
              memory: 200m
              example: curl ${gateway.url}/api/hello
              color: blue
              connections: 5
              settings:
                hello.key: ${secret:hello-key}
                hello.price: 5$ or so
                hello.others: ${gateway.addresses},${addresses}
              topologies:
                narrow: { settings: { hello.mode: "true" } }
              routes: { hello: { paths: /api/hello } }
              training: { requests: [{ send: GET /api/hello }] }
              """,
              Descriptor.class));
  private static final Path PROJECT = Path.of("..", "..");
  private static final Catalog CATALOG = new Catalog(List.of(HELLO));

  private static Topology topology(
      String name, int postgres, int redis, int kafka, int gateways, int services) {
    return new Topology(
        name,
        "One for the test.",
        Map.of(NodeKind.POSTGRES, postgres, NodeKind.REDIS, redis, NodeKind.KAFKA, kafka),
        gateways,
        services);
  }

  @Test
  void the_files_of_this_project_are_up_to_date() throws IOException {
    assertThat(GeneratedFiles.of(PROJECT).stale()).as("./lab generate mends them").isEmpty();
  }

  @Test
  void a_changed_file_is_found_and_updated() throws IOException {
    Path project = Files.createTempDirectory("generated");
    List<String> files = new ArrayList<>();
    Catalog.of(PROJECT).services().forEach(service -> files.add(service.name() + "/service.yml"));
    try (var experiments = Files.list(PROJECT.resolve("experiments"))) {
      experiments.forEach(file -> files.add("experiments/" + file.getFileName()));
    }
    files.addAll(
        List.of(
            "README.md",
            "docker-compose.yml",
            "docker-compose.ha.yml",
            "docker-compose.one-server.yml",
            "docker-compose.traces.yml",
            ".env",
            "end-to-end/pom.xml",
            "containers/postgres/patroni.yml",
            "prometheus/prometheus.yml",
            "prometheus/rules/slo.yml",
            "grafana/src/services.json",
            "gateway/README.md",
            "topologies/ha.yml",
            "topologies/scaled.yml",
            "topologies/one-server.yml"));
    for (String file : files) {
      Path copy = project.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(PROJECT.resolve(file), copy);
    }
    Path env = project.resolve(".env");
    String good = Files.readString(env);
    Files.writeString(env, good.replace("QUEUE_TRACKER_INSTANCES=3", "QUEUE_TRACKER_INSTANCES=4"));

    assertThat(GeneratedFiles.of(project).stale()).containsExactly(Path.of(".env"));
    assertThat(GeneratedFiles.of(project).write()).containsExactly(Path.of(".env"));
    assertThat(Files.readString(env)).isEqualTo(good);
    assertThat(GeneratedFiles.of(project).stale()).isEmpty();
  }

  @Test
  void a_service_in_the_base_file() {
    assertThat(String.join("\n", new ComposeServices(CATALOG).whole(WIDE)) + "\n")
        .isEqualTo(
            """
              hello-world:
                <<: *service
                image: ${COMPOSE_PROJECT_NAME:-lab}-hello-world
                build: { <<: *build, args: { <<: *images, SERVICE: hello-world } }
                deploy: { replicas: "${HELLO_WORLD_INSTANCES}" }
                mem_limit: 200m
                ports: ["127.0.0.1::8081"] # experiments ask for its CPU and heap
                environment:
                  <<: *service-environment
                  SPRING_DATASOURCE_URL: jdbc:postgresql://postgres-1,postgres-2/hello_world?targetServerType=primary
                  SPRING_DATASOURCE_USERNAME: hello_world
                  SPRING_DATASOURCE_PASSWORD: ${HELLO_WORLD_PASSWORD}
                  SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: "5"
                  LAB_REDIS_NODES: redis-1:6379,redis-2:6379,redis-3:6379
                  HELLO_KEY: ${HELLO_KEY}
                  HELLO_OTHERS: http://gateway-1:8080,http://hello-world:8080
                  HELLO_PRICE: "5$$ or so"
                depends_on:
                  postgres-1: { condition: service_healthy }
                  redis-1: { condition: service_healthy }
            """
                .indent(2)
                .replaceAll("(?m)^  ", ""));
  }

  @Test
  void an_override_file_has_only_what_differs() {
    assertThat(new ComposeServices(CATALOG).difference(WIDE, NARROW))
        .containsExactly(
            "  hello-world:",
            "    deploy: { replicas: 1 }",
            "    environment:",
            "      SPRING_DATASOURCE_URL:"
                + " jdbc:postgresql://postgres-1/hello_world?targetServerType=primary",
            "      LAB_REDIS_NODES: redis-1:6379",
            "      HELLO_MODE: \"true\"",
            "      HELLO_OTHERS:"
                + " http://gateway-1:8080,http://gateway-2:8080,http://hello-world:8080");
  }

  @Test
  void an_existing_secret_is_kept_and_a_missing_one_is_added() {
    var variables = new EnvFile(CATALOG);

    assertThat(variables.counts(WIDE)).containsExactly("HELLO_WORLD_INSTANCES=2");
    assertThat(variables.secrets(List.of("HELLO_WORLD_PASSWORD=a=b", "OLD=1")))
        .hasSize(2)
        .contains("HELLO_WORLD_PASSWORD=a=b")
        .allMatch(line -> line.matches("HELLO_WORLD_PASSWORD=a=b|HELLO_KEY=[0-9a-f]{32}"));
  }

  @Test
  void the_gateway_finds_services_by_their_names() {
    assertThat(GatewayProperties.forContainers(CATALOG).lines())
        .containsExactly(
            "lab.gateway.routes.hello.paths[0]=/api/hello",
            "lab.gateway.routes.hello.service=hello-world",
            "lab.gateway.services.hello-world.dns.host=hello-world");
  }

  private static final Catalog LIVE =
      new Catalog(
          List.of(
              new Service(
                  "news",
                  YamlFile.parse(
                      "service.yml",
                      """
                      description: Tells what is new.
                      memory: 200m
                      example: curl ${gateway.url}/api/news
                      color: blue
                      routes:
                        news: { paths: ["/api/news/{id:a|[0-9]{3}}", /news/**], timeout: 5s, try-timeout: 500ms }
                        all: { paths: /api/v1.0/news/*/all, live: sse, timeout: 1m }
                        next: { paths: ["/api/{kind}/next", "/api/{id:[a-z]{2}}/later"], live: POLL }
                        poll: { paths: /api/a, live: poll }
                      training: { requests: [{ send: GET /api/news }] }
                      """,
                      Descriptor.class)),
              HELLO));

  @Test
  void long_polls_are_left_out_of_the_percentiles() {
    assertThat(new SloRules(LIVE).text())
        .contains("bucket{uri!~\"/health|/api/[^/]+/later|/api/[^/]+/next|/api/a\"}[30s]")
        .doesNotContain("{at once}");
    assertThat(new SloRules(CATALOG).text()).contains("bucket{uri!~\"/health\"}[30s]");
  }

  @Test
  void live_routes_by_kind() {
    assertThat(LiveRoutes.byKind(LIVE.services().getFirst()))
        .containsOnlyKeys("poll", "sse")
        .containsEntry("sse", List.of("/api/v1[.]0/news/.*/all"))
        .extractingByKey("poll")
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsExactlyInAnyOrder("/api/[^/]+/next", "/api/[^/]+/later", "/api/a");
    assertThat(LiveRoutes.byKind(HELLO)).isEmpty();
  }

  @Test
  void the_gateways_page_has_all_routes() {
    assertThat(RouteTable.lines(LIVE))
        .containsExactly(
            "| path | goes to | time-out | of one try |",
            "|---|---|---|---|",
            "| `/api/v1.0/news/*/all` (event stream) | `news` | 1 m | default |",
            "| `/api/news/{id:a\\|[0-9]{3}}`, `/news/**` | `news` | 5 s | 500 ms |",
            "| `/api/{kind}/next`, `/api/{id:[a-z]{2}}/later` (long poll) | `news` | default |"
                + " default |",
            "| `/api/a` (long poll) | `news` | default | default |",
            "| `/api/hello` | `hello-world` | default | default |",
            "| `/health` | the gateway itself | | |",
            "| anything else | 404 | | |");
  }

  @Test
  void what_is_outside_the_marks_stays() {
    var marked = new Marked("a file", "one\n# a >>> x\nold\n# <<< x\ntwo\n");

    assertThat(marked.part("x")).containsExactly("old");
    assertThat(marked.with("x", List.of("new", "lines")))
        .isEqualTo("one\n# a >>> x\nnew\nlines\n# <<< x\ntwo\n");
    assertThatThrownBy(() -> marked.with("y", List.of()))
        .hasMessage("a file has no line that ends in '>>> y'.");
    assertThat(new Marked("p", "<!-- >>> x -->\n<!-- <<< x -->").with("x", List.of("in")))
        .isEqualTo("<!-- >>> x -->\nin\n<!-- <<< x -->");
  }
}
