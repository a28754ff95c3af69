package lab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is passed to Compose, and read from its output. */
class ComposeTest {
  @Test
  void knows_which_versions_of_compose_are_new_enough() {
    assertThat(List.of("2.24.0", "v2.40.3-3", "3.0.1", "dev")).allMatch(EngineCheck::isNewEnough);
    assertThat(List.of("2.23.9", "v2.3.0", "1.29.2")).noneMatch(EngineCheck::isNewEnough);
  }

  @Test
  void names_a_project_after_its_topology() {
    var projects = new Projects(List.of("ha", "one-server", "scaled"), "");

    assertThat(projects.of("scaled")).isEqualTo("lab");
    assertThat(projects.of("ha")).isEqualTo("lab-ha");
    assertThat(projects.all()).containsExactly("lab", "lab-ha", "lab-one-server");
  }

  @Test
  void names_every_project_as_the_environment_says() {
    var projects = new Projects(List.of("ha", "scaled"), "mine");

    assertThat(projects.of("ha")).isEqualTo("mine");
    assertThat(projects.all()).containsExactly("mine");
  }

  @Test
  void lays_the_files_of_a_topology_over_the_base(@TempDir Path folder) throws IOException {
    for (String file : List.of("docker-compose.yml", "docker-compose.ha.yml", "more.yml")) {
      Files.createFile(folder.resolve(file));
    }
    var files = new ComposeFiles(folder, Map.of("LAB_COMPOSE_FILES", "more.yml"));

    assertThat(files.of("scaled"))
        .extracting(ComposeTest::name)
        .containsExactly("docker-compose.yml", "more.yml");
    assertThat(files.of("ha"))
        .extracting(ComposeTest::name)
        .containsExactly("docker-compose.yml", "docker-compose.ha.yml", "more.yml");
    assertThatExceptionOfType(ComposeTrouble.class)
        .isThrownBy(() -> files.of("regions"))
        .withMessageContaining("docker-compose.regions.yml");
  }

  private static String name(String file) {
    return String.valueOf(Path.of(file).getFileName());
  }

  @Test
  void says_which_port_to_change_and_how() {
    String config =
        """
        {"services": {
          "gateway-1": {"ports": [{"published": "8080"}, {"target": 8081}]},
          "prometheus": {"ports": [{"published": "9090"}]},
          "redis-1": {}}}
        """;
    var wanted = PublishedPorts.read(config);

    assertThat(wanted).extracting(PublishedPorts.Wanted::port).containsExactly(8080, 9090);
    assertThat(wanted)
        .extracting(PublishedPorts.Wanted::option)
        .containsExactly("--port or GATEWAY_PORT", "PROMETHEUS_PORT");
  }

  @Test
  void a_port_that_the_project_holds_itself_is_no_conflict() {
    var wanted = List.of(new PublishedPorts.Wanted("gateway-1", 18281));

    assertThat(PublishedPorts.withoutOwn(wanted, ContainerTest.toy())).isEmpty();
  }

  @Test
  void reads_memory_as_the_engine_writes_it() {
    assertThat(Memory.bytes("9.2MiB / 256MiB")).isEqualTo(Math.round(9.2 * (1 << 20)));
    assertThat(Memory.bytes("1.5GiB / 2GiB")).isEqualTo(3L << 29);
    assertThat(Memory.bytes("0B / 0B")).isZero();
    assertThat(Memory.bytes("--")).isZero();
  }

  @Test
  void packs_properties_as_tar_reads_them(@TempDir Path folder) throws Exception {
    byte[] archive =
        ServiceProperties.archive(Map.of("lab.gateway.retry.enabled", "false", "a", "b = c"));
    Path tar = Files.write(folder.resolve("x.tar"), archive);
    var process =
        new ProcessBuilder("tar", "-xf", tar.toString(), "-C", folder.toString())
            .inheritIO()
            .start();

    assertThat(process.waitFor()).isZero();
    var read = new java.util.Properties();
    try (var in = Files.newBufferedReader(folder.resolve("application.properties"))) {
      read.load(in);
    }
    assertThat(read).isEqualTo(Map.of("lab.gateway.retry.enabled", "false", "a", "b = c"));
  }
}
