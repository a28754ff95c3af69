package lab.runner.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import lab.runner.backend.Workshop;
import lab.runner.home.LabHome;
import lab.runner.home.PortBook;
import lab.runner.home.Secrets;
import lab.runner.prometheus.PrometheusProgram.Found;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PrometheusTest {
  private static final Map<String, String> SERVICES = Map.of("gateway-1", "127.0.0.1:1");
  private static final String RULE =
      "groups: [{ name: toy, rules: [{ record: 'toy:one', expr: '1' }] }]\n";

  @TempDir private Path folder;
  private final int port = Ports.free(1).getFirst();
  private ProcessLauncher launcher;
  private Workshop workshop;

  @BeforeEach
  void open() throws IOException {
    var home = new LabHome(folder.resolve("src"), folder.resolve(".lab"), folder.resolve("out"));
    home.prepare();
    Path data = home.data("toy");
    launcher = ProcessLauncher.open(home.directory());
    workshop =
        new Workshop(
            home,
            data,
            new PortBook(data.resolve("ports.properties")),
            new Secrets(home.secrets()),
            launcher,
            Clock.systemUTC());
    Path rules = Files.createDirectories(home.sources().resolve("prometheus/rules"));
    Files.writeString(rules.resolve("toy.yml"), RULE);
    Files.writeString(rules.resolve("README.md"), "no rules");
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  @Test
  void is_configured_with_targets_and_rules() throws IOException {
    var configuration = new PrometheusConfiguration(folder.resolve("configuration"));
    configuration.write(
        Map.of("gateway-1", "127.0.0.1:5"),
        "127.0.0.1:6",
        workshop.home().sources().resolve("prometheus/rules"));

    var json = JsonMapper.builder().build();
    assertThat(json.readTree(read("targets/services.json")).toString())
        .isEqualTo("[{\"targets\":[\"127.0.0.1:5\"],\"labels\":{\"instance\":\"gateway-1\"}}]");
    assertThat(json.readTree(read("targets/monitor.json")).toString())
        .isEqualTo("[{\"targets\":[\"127.0.0.1:6\"],\"labels\":{\"instance\":\"monitor\"}}]");
    assertThat(read("rules/toy.yml")).isEqualTo(RULE);
    assertThat(folder.resolve("configuration/rules")).isDirectoryNotContaining("glob:**.md");

    configuration.write(Map.of(), "127.0.0.1:6", folder.resolve("nowhere"));
    assertThat(folder.resolve("configuration/rules")).isEmptyDirectory();
  }

  @Test
  void one_that_ends_at_once_is_reported_with_its_last_log_lines() throws IOException {
    Path program = Files.writeString(folder.resolve("broken"), "#!/bin/sh\necho no luck; exit 2\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    var prometheus = new Prometheus(workshop, program, port);

    assertThatThrownBy(() -> prometheus.start(SERVICES, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("prometheus ended with code 2")
        .hasMessageContaining("no luck");
    assertThat(prometheus.whereabouts()).contains("does not run", "prometheus.log");
    prometheus.stop();
  }

  /** Runs only if there is one on PATH. That it has series is tested with the whole lab. */
  @Test
  void the_real_one_accepts_the_configuration_and_shuts_down_in_order() throws Exception {
    var program = PrometheusProgram.find(System.getenv());
    assumeThat(program).isInstanceOf(Found.class);
    var prometheus = new Prometheus(workshop, ((Found) program).program(), port);
    prometheus.start(SERVICES, 1);

    assertThat(prometheus.whereabouts()).isEqualTo("http://localhost:" + port);
    assertThat(get("/api/v1/rules")).contains("toy:one");
    assertThat(get("/api/v1/status/flags")).contains("\"web.listen-address\":\"127.0.0.1:" + port);
    prometheus.stop();
    assertThat(launcher.running()).isEmpty();
    assertThat(prometheus.whereabouts()).contains("does not run");
  }

  private String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve("configuration").resolve(file));
  }
}
