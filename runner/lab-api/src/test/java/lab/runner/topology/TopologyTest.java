package lab.runner.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import lab.runner.node.NodeKind;
import lab.yaml.InvalidYaml;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final Path FOLDER = Path.of("..", "..", "topologies");
  private static final String SMALL =
      """
      description: A small one.
      postgres: 1
      redis: 1
      kafka: 1
      gateways: 1
      services: 1
      """;

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
    assertThat(scaled.count(NodeKind.POSTGRES)).isEqualTo(2);
    assertThat(scaled.count(NodeKind.REDIS)).isEqualTo(6);
    assertThat(scaled.count(NodeKind.KAFKA)).isEqualTo(1);
    assertThat(scaled.gateways()).isEqualTo(1);
    assertThat(scaled.services()).isEqualTo(2);
  }

  @Test
  void an_unknown_topology_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> Topology.load(FOLDER, "galaxy"))
        .isInstanceOf(InvalidYaml.class)
        .hasMessageContaining("galaxy")
        .hasMessageContaining("ha, one-server, scaled");
  }

  @Test
  void a_name_cannot_leave_the_folder() {
    assertThatThrownBy(() -> Topology.load(FOLDER, "../pom")).isInstanceOf(InvalidYaml.class);
  }

  @Test
  void an_invalid_count_is_refused_with_kind_and_valid_counts() {
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("redis: 1", "redis: 4")))
        .hasMessage("topologies/odd.yml, redis: 4 nodes cannot be; it takes 1, 3, 6.");
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("kafka: 1\n", "")))
        .hasMessage("topologies/odd.yml, kafka: no nodes cannot be; it takes 1, 3.");
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("services: 1", "services: 10")))
        .hasMessage("topologies/odd.yml, services: must be 9 or less");
    assertThatThrownBy(() -> Topology.parse("odd", SMALL.replace("gateways: 1", "gateways: 0")))
        .hasMessage("topologies/odd.yml, gateways: must be 1 or more");
  }

  @Test
  void an_unknown_field_is_refused() {
    assertThatThrownBy(() -> Topology.parse("odd", SMALL + "rabbit: 1\n"))
        .isInstanceOf(InvalidYaml.class)
        .hasMessageContaining("rabbit");
  }
}
