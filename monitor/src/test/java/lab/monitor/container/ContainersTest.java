package lab.monitor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lab.monitor.MonitoredNode;
import lab.monitor.Question;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the monitor finds the other containers. */
class ContainersTest {
  private static final String REDIS_ID = "bda3c6710c53";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final KnownNames dns = new KnownNames();
  private final Settings settings =
      Settings.of(
          Map.of(
              "MONITOR_POSTGRES", "postgres-1, postgres-2",
              "MONITOR_POSTGRES_PASSWORD", "secret",
              "MONITOR_REDIS", "redis-1",
              "MONITOR_KAFKA", "kafka-2",
              "MONITOR_SERVICES", "gateway-1,url-shortener"));
  private final Neighbours neighbours = new Neighbours(settings, dns, clock);
  private final ContainerUsage usage =
      new ContainerUsage(ControlGroupsTest.recorded("version-1"), dns, clock);

  @BeforeEach
  void network() {
    dns.addresses.put("redis-1", List.of("172.18.0.9"));
    dns.addresses.put("url-shortener", List.of("172.18.0.7", "172.18.0.8"));
    dns.names.put("172.18.0.7", "lab-url-shortener-1.lab_default");
    dns.names.put("172.18.0.8", "lab-url-shortener-2.lab_default");
  }

  private List<String> names() {
    neighbours.refresh();
    return neighbours.nodes().stream().map(MonitoredNode::name).toList();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void nodes_come_from_the_settings_and_instances_from_dns() {
    assertThat(names())
        .containsExactly(
            "postgres-1",
            "postgres-2",
            "redis-1",
            "kafka-2",
            "gateway-1",
            "url-shortener-1",
            "url-shortener-2");
    assertThat(neighbours.nodes())
        .contains(
            new MonitoredNode(
                "postgres-2",
                "postgres",
                new Question.PostgresQuestion(
                    "jdbc:postgresql://postgres-2:5432/postgres", "monitor", "secret")),
            new MonitoredNode("redis-1", "redis", new Question.RedisQuestion("redis-1", 6379, "")),
            new MonitoredNode(
                "kafka-2", "kafka", new Question.KafkaQuestion("kafka-2:9092", 2, "")),
            new MonitoredNode(
                "gateway-1",
                "gateway",
                new Question.HealthQuestion(URI.create("http://gateway-1:8080/health"))),
            new MonitoredNode(
                "url-shortener-2",
                "url-shortener",
                new Question.HealthQuestion(URI.create("http://172.18.0.8:8080/health"))));
    assertThat(neighbours.nodesByAddress())
        .isEqualTo(
            Map.of(
                "172.18.0.9", "redis-1",
                "172.18.0.7", "url-shortener-1",
                "172.18.0.8", "url-shortener-2"));
  }

  @Test
  void an_instance_that_dns_forgot_is_remembered_for_ten_minutes() {
    assertThat(names()).contains("url-shortener-2");
    dns.addresses.put("url-shortener", List.of("172.18.0.7"));
    pass(Duration.ofMinutes(10));
    assertThat(names()).contains("url-shortener-1", "url-shortener-2");
    pass(Duration.ofSeconds(1));
    assertThat(names()).contains("url-shortener-1").doesNotContain("url-shortener-2");
  }

  @Test
  void what_a_node_uses_is_found_by_the_short_id_of_its_container() {
    neighbours.refresh();
    usage.refresh(neighbours.nodesByAddress());
    assertThat(usage.of("redis-1")).as("DNS does not know the id yet").isEmpty();
    assertThat(usage.life("redis-1")).isEmpty();

    dns.addresses.put(REDIS_ID, List.of("172.18.0.9"));
    pass(Duration.ofSeconds(15));
    usage.refresh(neighbours.nodesByAddress());
    assertThat(usage.of("redis-1")).as("not asked for again so soon").isEmpty();
    pass(Duration.ofSeconds(1));
    usage.refresh(neighbours.nodesByAddress());
    assertThat(usage.of("redis-1")).isPresent();
    assertThat(usage.life("redis-1")).isPresent();

    usage.refresh(Map.of());
    assertThat(usage.of("redis-1")).as("the id's node stays").isPresent();
    assertThat(dns.lookedUp).filteredOn(REDIS_ID::equals).hasSize(2);
  }

  @Test
  void names_follow_the_rule_of_the_gateway() {
    assertThat(Names.node("url-shortener", "lab-url-shortener-12.lab_default"))
        .hasValue("url-shortener-12");
    assertThat(Names.node("url-shortener", "my-url-shortener-url-shortener-1"))
        .hasValue("url-shortener-1");
    assertThat(Names.node("shortener", "lab-unshortener-1.lab_default")).isEmpty();
    assertThat(Names.node("url-shortener", "lab-gateway-1-1.lab_default")).isEmpty();
    assertThat(Names.node("url-shortener", "url-shortener")).isEmpty();
    assertThat(Names.kind("url-shortener")).isEqualTo("url-shortener");
  }

  @Test
  void the_system_knows_its_own_names() {
    var system = new Dns.OfSystem();
    assertThat(system.addresses("localhost")).contains("127.0.0.1");
    assertThat(system.addresses("no-such-host.invalid")).isEmpty();
    assertThat(system.name("127.0.0.1")).isNotEqualTo(Optional.of("127.0.0.1"));
    assertThat(system.name("no-such-host.invalid")).isEmpty();
  }

  @Test
  void settings_have_defaults_and_bounds() {
    var bare = Settings.of(Map.of());
    assertThat(bare.port()).isEqualTo(8090);
    assertThat(bare.postgresUser()).isEqualTo("monitor");
    assertThat(bare.controlGroups()).hasToString("/host/cgroup");
    assertThat(bare.services()).isEmpty();
    assertThat(settings.toString()).contains("kafka-2").doesNotContain("secret");
    assertThatThrownBy(() -> Settings.of(Map.of("MONITOR_PORT", "65536")))
        .hasMessage("MONITOR_PORT is 0 to 65535, not 65536");
    assertThatThrownBy(() -> Settings.of(Map.of("MONITOR_PORT", "many")))
        .hasMessage("MONITOR_PORT is 0 to 65535, not many");
    assertThatThrownBy(() -> Settings.of(Map.of("MONITOR_KAFKA", "kafka")))
        .hasMessage("A node's name ends in -NUMBER, not as in kafka");
  }
}
