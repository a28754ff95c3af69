package lab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final Set<String> SERVICES = Set.of("gateway-1", "url-shortener", "queue-tracker");

  private static Container container(String service, int number) {
    return new Container(
        service + number,
        "lab-" + service + "-" + number,
        service,
        SERVICES.contains(service),
        number,
        false,
        List.of(),
        new lab.runner.node.NodeState.Ready(java.time.Instant.EPOCH),
        1,
        Map.of(),
        Map.of());
  }

  private static Map<String, String> words(Map<String, String> answers) {
    var containers = answers.keySet().stream().map(service -> container(service, 1)).toList();
    var byId = new HashMap<String, String>();
    answers.forEach((service, answer) -> byId.put(service + 1, answer));
    return Roles.words(containers, byId);
  }

  @Test
  void a_standby_that_the_primary_waits_for_is_a_standby() {
    assertThat(words(Map.of("postgres-1", "f postgres-2", "postgres-2", "t ")))
        .isEqualTo(Map.of("postgres-11", "primary", "postgres-21", "standby"));
  }

  @Test
  void a_standby_that_the_primary_does_not_wait_for_is_behind() {
    assertThat(words(Map.of("postgres-1", "f ", "postgres-2", "t ")))
        .containsEntry("postgres-21", "standby, behind");
  }

  @Test
  void a_node_that_does_not_answer_is_unknown() {
    assertThat(words(Map.of("postgres-1", "", "redis-1", "")))
        .isEqualTo(Map.of("postgres-11", "unknown", "redis-11", "unknown"));
  }

  @Test
  void reads_redis_and_the_services() {
    assertThat(
            words(
                Map.of(
                    "redis-1", "master\n0",
                    "redis-4", "slave\n172.18.0.2",
                    "kafka-1", "",
                    "url-shortener", "changed",
                    "queue-tracker", "same",
                    "gateway-1", "same",
                    "etcd", "")))
        .isEqualTo(
            Map.of(
                "redis-11", "primary",
                "redis-41", "replica",
                "kafka-11", "broker+controller",
                "url-shortener1", "instance, changed",
                "queue-tracker1", "instance",
                "gateway-11", "instance",
                "etcd1", "helper"));
  }

  @Test
  void all_are_asked_but_no_more_concurrently_than_there_are_cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    var asked = new AtomicInteger();
    var most = new AtomicInteger();
    var roles =
        new Roles(call -> {
          most.accumulateAndGet(asked.incrementAndGet(), Math::max);
          LockSupport.parkNanos(1_000_000);
          asked.decrementAndGet();
          return new Docker.Answer(0, "slave", "");
        });
    var containers =
        IntStream.rangeClosed(1, 20 * cores).mapToObj(i -> container("redis-" + i, 1)).toList();
    assertThat(roles.of(containers).values()).hasSize(20 * cores).containsOnly("replica");
    assertThat(most.get()).isBetween(1, cores);
  }
}
