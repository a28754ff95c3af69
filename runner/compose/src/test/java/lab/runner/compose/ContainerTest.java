package lab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Uses the output of a real engine (28.5) for eight containers in different states. */
class ContainerTest {
  static List<Container> toy() {
    try (var in = Objects.requireNonNull(ContainerTest.class.getResourceAsStream("inspect.json"))) {
      return Container.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Container named(String node) {
    return toy().stream()
        .filter(container -> container.node().equals(node) && !container.oneOff())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void is_named_like_the_process_of_the_embedded_lab() {
    assertThat(toy())
        .filteredOn(container -> !container.oneOff())
        .extracting(Container::node)
        .containsExactly(
            "postgres-1",
            "redis-1",
            "kafka-1",
            "url-shortener-1",
            "url-shortener-2",
            "gateway-1",
            "etcd-1");
  }

  @Test
  void tells_nodes_from_helpers() {
    assertThat(named("url-shortener-2").kind()).isEqualTo("url-shortener");
    assertThat(named("url-shortener-2").isService()).isTrue();
    assertThat(named("gateway-1").kind()).isEqualTo("gateway");
    assertThat(named("postgres-1").kind()).isEqualTo("postgres");
    assertThat(named("postgres-1").isService()).isFalse();
    assertThat(named("etcd-1").isNode()).isFalse();
    assertThat(named("etcd-1").kind()).isEqualTo("etcd");
  }

  @Test
  void has_the_same_states_as_in_the_embedded_lab() {
    assertThat(
            List.of(
                word("gateway-1"),
                word("url-shortener-1"),
                word("url-shortener-2"),
                word("postgres-1"),
                word("kafka-1"),
                word("redis-1"),
                word("etcd-1")))
        .containsExactly("ready", "paused", "dead", "dead", "unhealthy", "disconnected", "planned");
    assertThat(named("url-shortener-2").state().detail()).endsWith("killed by signal 9");
    assertThat(named("postgres-1").state().detail()).endsWith("ended with exit code 3");
  }

  private static String word(String node) {
    return named(node).state().word();
  }

  @Test
  void knows_where_it_can_be_reached_and_by_what_names() {
    assertThat(named("gateway-1").published(8080)).contains(URI.create("http://127.0.0.1:18281"));
    assertThat(named("gateway-1").published(9999)).isEmpty();
    assertThat(named("gateway-1").inside(8081)).contains(URI.create("http://172.19.0.3:8081"));
    assertThat(named("url-shortener-1").networks())
        .isEqualTo(
            Map.of(
                "toy_default",
                new Container.Endpoint(
                    "172.19.0.2", List.of("toy-url-shortener-1", "url-shortener"))));
  }
}
