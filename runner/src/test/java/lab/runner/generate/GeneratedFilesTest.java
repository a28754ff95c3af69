package lab.runner.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Descriptor;
import lab.runner.descriptor.Service;
import lab.runner.node.NodeKind;
import lab.runner.topology.Topology;
import lab.runner.yaml.YamlFile;
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
  void the_files_of_this_project_are_as_they_are_generated() throws IOException {
    assertThat(GeneratedFiles.of(Path.of("..")).stale()).as("./lab generate mends them").isEmpty();
  }

  @Test
  void a_changed_file_is_found_and_mended() throws IOException {
    Path project = Files.createTempDirectory("generated");
    for (String file :
        List.of(
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
            "topologies/ha.yml",
            "topologies/scaled.yml",
            "topologies/one-server.yml",
            "url-shortener/service.yml",
            "queue-tracker/service.yml")) {
      Path copy = project.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("..").resolve(file), copy);
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
  void a_file_laid_over_has_what_differs() {
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
  void a_secret_that_is_there_stays_and_one_that_is_missing_is_added() {
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
