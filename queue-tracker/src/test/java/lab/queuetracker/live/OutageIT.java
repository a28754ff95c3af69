package lab.queuetracker.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Servers die while lines change: no change is lost to subscribers, and none arrives out of order.
 */
@Timeout(240)
class OutageIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int CHANGES = 60;

  @AfterEach
  void heal() {
    TestServers.postgres().heal();
    TestServers.kafka().heal();
  }

  @Test
  void kafka_dies_and_subscribers_get_all_changes_once_it_is_back() {
    var settings = Service.on(TestServers.postgres().newDatabase());
    try (var one = Service.start(settings);
        var other = Service.start(settings);
        var subscriber = new Subscriber(other.port())) {
      subscriber.subscribe("starbucks_1").awaitLength(5);
      change(one, 1, CHANGES / 2);
      TestServers.kafka().kill();
      change(other, CHANGES / 2 + 1, CHANGES);
      assertThat(one.get("/api/queue/starbucks_1").body()).contains(":" + (1000 + CHANGES));
      String depth = "lab_outbox_depth\\{[^}]*} " + inOutbox(one) + "\\.0";
      await()
          .atMost(BOUND)
          .untilAsserted(() -> {
            assertThat(one.metrics()).containsPattern(depth);
            assertThat(other.metrics()).containsPattern(depth);
          });
      TestServers.kafka().start();
      subscriber.awaitLength(1000 + CHANGES);
      assertThat(untold(subscriber)).isZero();
      await().atMost(BOUND).until(() -> inOutbox(one) == 0);
    }
  }

  @Test
  void after_postgres_dies_what_was_acknowledged_is_kept_and_delivered() {
    var settings = Service.on(TestServers.postgres().newDatabase());
    try (var one = Service.start(settings);
        var subscriber = new Subscriber(one.port())) {
      subscriber.subscribe("starbucks_2").awaitLength(10);
      var joining =
          CompletableFuture.supplyAsync(() -> {
            int joined = 0;
            for (int i = 0; i < CHANGES; i++) {
              String key = "guest-" + i;
              int status = 0;
              while (status != 201) {
                status =
                    one.post("/api/queue/starbucks_2/join", "{}", "Idempotency-Key", key)
                        .statusCode();
                assertThat(status).isIn(201, 503);
              }
              joined++;
            }
            return joined;
          });
      await().atMost(BOUND).until(() -> subscriber.seqs().size() > 10);
      TestServers.postgres().kill();
      TestServers.postgres().start();
      assertThat(joining.orTimeout(120, java.util.concurrent.TimeUnit.SECONDS).join())
          .isEqualTo(CHANGES);
      subscriber.awaitLength(10 + CHANGES);
      assertThat(untold(subscriber)).isZero();
    }
  }

  private static void change(Service at, int first, int last) {
    for (int i = first; i <= last; i++) {
      var answer = at.post("/api/queue/starbucks_1/update", "{\"length\":" + (1000 + i) + "}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private static long inOutbox(Service service) {
    return service
        .bean(JdbcClient.class)
        .sql("SELECT count(*) FROM outbox")
        .query(Long.class)
        .single();
  }

  /** The number of changes neither sent nor reported as skipped; fails on any out of order. */
  private static long untold(Subscriber subscriber) {
    long untold = 0;
    long last = -1;
    for (JsonNode message : subscriber.messages) {
      if (!message.has("seq")) {
        continue;
      }
      long seq = message.path("seq").asLong();
      if (message.path("snapshot").asBoolean(false)) {
        assertThat(seq).as("one may come again").isGreaterThanOrEqualTo(last);
      } else {
        assertThat(seq).isGreaterThan(last);
        untold += seq - 1 - message.path("coalesced").asLong(0) - last;
      }
      last = seq;
    }
    return untold;
  }
}
