package lab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applies actions to containers of a real engine, in a project of two Redis servers. Skipped if no
 * engine answers or it lacks the image that the lab pins.
 */
class DockerIT {
  private static final String PROJECT = "lab-docker-it";
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Docker docker = new Docker(Path.of("."));
  private Containers containers = new Containers(docker, PROJECT, false);
  private final ToldFaults told = new ToldFaults();
  private Actions actions = actions(Path.of("."));

  @BeforeEach
  void a_project_is_up() throws IOException {
    docker = new Docker(folder);
    String image = image();
    assumeTrue(hasImage(image), "no engine with " + image);
    Files.writeString(
        folder.resolve("compose.yml"),
        """
        name: %s
        services:
          redis-1: &redis
            image: %s
            restart: "no"
            healthcheck: { test: [CMD, redis-cli, ping], interval: 1s }
          url-shortener:
            <<: *redis
        """
            .formatted(PROJECT, image));
    containers = new Containers(docker, PROJECT, false);
    actions = actions(folder.resolve("cut"));
    docker.run(LONG, List.of("compose", "up", "--detach", "--wait"));
  }

  private Actions actions(Path cut) {
    var link = new MonitorLink(told::address, System.err);
    return new Actions(docker, containers, new CutOff(cut, PROJECT), link);
  }

  @AfterEach
  void it_is_gone() {
    told.close();
    if (Files.exists(folder.resolve("compose.yml"))) {
      docker.run(LONG, List.of("compose", "down", "--volumes", "--timeout", "1"));
    }
  }

  private static String image() throws IOException {
    Path pins = Path.of(".env");
    return Files.readAllLines(Files.exists(pins) ? pins : Path.of("..", "..", ".env")).stream()
        .filter(line -> line.startsWith("REDIS_IMAGE="))
        .map(line -> line.substring("REDIS_IMAGE=".length()))
        .findFirst()
        .orElseThrow();
  }

  private boolean hasImage(String image) {
    try {
      return docker.ask(Docker.SOON, List.of("image", "inspect", image)).isGood();
    } catch (ComposeTrouble noCommand) {
      return false;
    }
  }

  private Container node(String name) {
    return containers.named(name);
  }

  private String state(String name) {
    return node(name).state().word();
  }

  @Test
  void kills_starts_pauses_and_cuts_off() {
    actions.kill(node("redis-1"));
    assertThat(state("redis-1")).isEqualTo("dead");
    assertThat(node("redis-1").state().detail()).endsWith("killed by signal 9");
    assertThatExceptionOfType(ComposeTrouble.class)
        .isThrownBy(() -> actions.kill(node("redis-1")))
        .withMessageStartingWith("redis-1 is dead");

    actions.start(node("redis-1"));
    assertThat(state("redis-1")).isEqualTo("ready");

    actions.pause(node("url-shortener-1"));
    assertThat(state("url-shortener-1")).isEqualTo("paused");
    actions.resume(node("url-shortener-1"));

    Map<String, Container.Endpoint> before = node("url-shortener-1").networks();
    actions.disconnect(node("url-shortener-1"));
    assertThat(state("url-shortener-1")).isEqualTo("disconnected");
    actions.reconnect(node("url-shortener-1"));
    assertThat(state("url-shortener-1")).isEqualTo("ready");
    assertThat(aliases(node("url-shortener-1").networks())).containsAll(aliases(before));

    actions.stop(node("url-shortener-1"));
    assertThat(state("url-shortener-1")).isEqualTo("stopped");

    assertThat(told.all())
        .containsExactly(
            "PUT redis-1 {\"fault\":\"kill\"}",
            "DELETE redis-1 ",
            "PUT url-shortener-1 {\"fault\":\"pause\"}",
            "DELETE url-shortener-1 ",
            "PUT url-shortener-1 {\"fault\":\"disconnect\"}",
            "DELETE url-shortener-1 ",
            "PUT url-shortener-1 {\"fault\":\"stop\"}");
  }

  private static List<String> aliases(Map<String, Container.Endpoint> networks) {
    return networks.values().stream().flatMap(place -> place.aliases().stream()).toList();
  }

  @Test
  void tells_state_role_and_memory() {
    var status = containers.status();

    assertThat(status)
        .extracting("name", "role", "state")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("redis-1", "primary", "ready"),
            org.assertj.core.groups.Tuple.tuple("url-shortener-1", "instance", "ready"));
    assertThat(status).allMatch(node -> node.memoryBytes() > 1 << 20);
  }
}
