package lab.runner.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runner.node.NodeKind;
import lab.runner.topology.Topology.InvalidTopology;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final Path FOLDER = Path.of("..", "topologies");
  private static final String SMALL =
      "nodes: {postgres: 1, redis: 1, kafka: 1, url-shortener: 1, queue-tracker: 1,"
          + " gateway: 1}";

  @Test
  void every_topology_in_the_repository_is_valid_and_described() throws IOException {
    assertThat(Topology.names(FOLDER)).contains("one-server", "scaled", "ha");
    for (String name : Topology.names(FOLDER)) {
      assertThat(Topology.load(FOLDER, name).description()).as(name).isNotBlank();
    }
  }

  @Test
  void scaled_has_a_pair_a_cluster_and_more_than_one_instance() throws IOException {
    var scaled = Topology.load(FOLDER, "scaled");
    assertThat(scaled.counts())
        .containsEntry(NodeKind.POSTGRES, 2)
        .containsEntry(NodeKind.REDIS, 6)
        .containsEntry(NodeKind.KAFKA, 1)
        .containsEntry(NodeKind.URL_SHORTENER, 2)
        .containsEntry(NodeKind.QUEUE_TRACKER, 3)
        .containsEntry(NodeKind.GATEWAY, 1);
  }

  @Test
  void one_server_keeps_its_lines_in_memory_and_the_others_set_nothing() throws IOException {
    assertThat(Topology.load(FOLDER, "one-server").settings(NodeKind.QUEUE_TRACKER))
        .containsExactly(Map.entry("spring.profiles.active", "phase-1"));
    for (String name : List.of("scaled", "ha")) {
      assertThat(Topology.load(FOLDER, name).settings()).as(name).isEmpty();
    }
  }

  @Test
  void settings_are_of_services_only_and_stay_when_it_is_scaled() {
    String settings = SMALL + "\nsettings: {queue-tracker: {lab.queues.places: 5}}";
    assertThat(
            Topology.parse("small", settings)
                .scaled(Map.of("queue-tracker", 2))
                .settings(NodeKind.QUEUE_TRACKER))
        .containsEntry("lab.queues.places", "5");
    assertThatThrownBy(() -> Topology.parse("odd", settings.replace("{queue-tracker", "{redis")))
        .hasMessage("redis takes no settings; url-shortener, queue-tracker, gateway do.");
  }

  @Test
  void an_unknown_topology_is_answered_with_those_there_are() {
    assertThatThrownBy(() -> Topology.load(FOLDER, "galaxy"))
        .isInstanceOf(InvalidTopology.class)
        .hasMessageContaining("galaxy")
        .hasMessageContaining("ha, one-server, scaled");
  }

  @Test
  void a_name_cannot_leave_the_folder() {
    assertThatThrownBy(() -> Topology.load(FOLDER, "../pom")).isInstanceOf(InvalidTopology.class);
  }

  @Test
  void a_count_that_cannot_be_names_the_kind_and_what_it_takes() {
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("redis: 1", "redis: 4")))
        .hasMessage("redis: 4 nodes cannot be; it takes 1, 3, 6.");
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("kafka: 1, ", "")))
        .hasMessage("kafka: no nodes cannot be; it takes 1, 3.");
  }

  @Test
  void an_unknown_kind_and_an_unknown_key_are_refused() {
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("kafka", "rabbit")))
        .hasMessageContaining("no kind of node 'rabbit'");
    assertThatThrownBy(() -> Topology.parse("odd", SMALL + "\nnode: {}"))
        .isInstanceOf(InvalidTopology.class)
        .hasMessageContaining("node");
  }

  @Test
  void scaling_changes_services_only() {
    var topology = Topology.parse("small", SMALL);
    assertThat(topology.scaled(Map.of("url-shortener", 3)).count(NodeKind.URL_SHORTENER))
        .isEqualTo(3);
    assertThatThrownBy(() -> topology.scaled(Map.of("postgres", 2)))
        .hasMessageContaining("postgres keeps data");
    assertThatThrownBy(() -> topology.scaled(Map.of("url-shortener", 0)))
        .hasMessageStartingWith("url-shortener: 0 nodes cannot be");
  }
}
