package lab.runner.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Descriptor;
import lab.runner.descriptor.Descriptor.Rung;
import lab.runner.descriptor.Descriptor.Training;
import lab.runner.descriptor.Service;
import lab.runner.node.NodeKind;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Topology WIDE =
      new Topology(
          "wide",
          "A wide one.",
          Map.of(NodeKind.POSTGRES, 1, NodeKind.REDIS, 1, NodeKind.KAFKA, 1),
          1,
          2);
  private static final Service BREAD =
      service("bread", false, Map.of("wide", new Rung(5, Map.of("a", "in wide"))));
  private static final Service CAKE = service("cake", false, Map.of());
  private static final Service HELLO = service("hello", true, Map.of());
  private static final Catalog CATALOG = new Catalog(List.of(BREAD, CAKE, HELLO));

  private static Service service(String name, boolean onDemand, Map<String, Rung> topologies) {
    var settings = Map.of("a", "everywhere", "b", "everywhere");
    return new Service(
        name,
        new Descriptor(
            name,
            onDemand,
            Set.of(),
            "100m",
            10,
            settings,
            topologies,
            Map.of(),
            null,
            "true",
            "blue",
            List.of(),
            new Training(Map.of(), List.of())));
  }

  private static Layout layout(List<String> services, Map<String, Integer> scale) {
    return Layout.of(WIDE, CATALOG, services, scale);
  }

  @Test
  void has_as_many_default_services_as_the_topology_or_the_service_says() {
    var layout = layout(List.of(), Map.of());

    assertThat(layout.services()).containsExactly(BREAD, CAKE);
    assertThat(layout.instances("bread")).isEqualTo(5);
    assertThat(layout.instances("cake")).isEqualTo(2);
    assertThat(layout.instances("hello")).isZero();
    assertThat(layout.instances(Layout.GATEWAY)).isEqualTo(1);
  }

  @Test
  void has_only_the_chosen_services() {
    assertThat(layout(List.of("hello", "bread"), Map.of()).services())
        .containsExactly(BREAD, HELLO);
    assertThatThrownBy(() -> layout(List.of("tea"), Map.of()))
        .hasMessage("There is no service 'tea'. There are: bread, cake, hello.");
  }

  @Test
  void a_service_can_have_other_settings_in_a_topology() {
    assertThat(BREAD.settings("wide")).isEqualTo(Map.of("a", "in wide", "b", "everywhere"));
    assertThat(BREAD.settings("narrow")).isEqualTo(Map.of("a", "everywhere", "b", "everywhere"));
    assertThat(BREAD.instances("narrow", 2)).isEqualTo(2);
  }

  @Test
  void existing_services_and_gateways_can_be_scaled() {
    var layout = layout(List.of(), Map.of("bread", 3, "gateway", 2));

    assertThat(layout.instances("bread")).isEqualTo(3);
    assertThat(layout.instances("gateway")).isEqualTo(2);
    assertThatThrownBy(() -> layout(List.of(), Map.of("postgres", 2)))
        .hasMessage(
            "postgres keeps data and has its count from the topology; --scale takes bread, cake,"
                + " gateway.");
    assertThatThrownBy(() -> layout(List.of(), Map.of("hello", 1)))
        .hasMessage("There is no service 'hello' in this lab. There are: bread, cake, gateway.");
    assertThatThrownBy(() -> layout(List.of(), Map.of("bread", 0)))
        .hasMessage("bread: 0 nodes cannot be; it takes 1 to 9.");
    assertThatThrownBy(() -> layout(List.of(), Map.of("gateway", 4)))
        .hasMessage("gateway: 4 nodes cannot be; it takes 1 to 3.");
  }
}
