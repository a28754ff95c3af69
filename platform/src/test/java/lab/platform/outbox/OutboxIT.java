package lab.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import lab.platform.kafka.Kafka;
import lab.platform.postgres.Postgres;
import lab.platform.testing.SomeService;
import lab.platformtest.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is committed reaches Kafka, each key's messages in order, whichever instance relays and
 * whatever crashes.
 */
class OutboxIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int KEYS = 4;
  private static final int CHANGES = 150;

  private final Kafka kafka = new Kafka(TestServers.kafka().bootstrapServers(), "");
  private final String topic = "some-service." + UUID.randomUUID();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private final List<SimpleMeterRegistry> meters = new ArrayList<>();
  private SomeService service;
  private Postgres postgres;

  @BeforeEach
  void start() {
    service = SomeService.start(SomeService.stores());
    postgres = service.bean(Postgres.class);
    for (int key = 0; key < KEYS; key++) {
      String name = "key-" + key;
      var _ =
          postgres.write(
              jdbc -> jdbc.sql("INSERT INTO counter VALUES (?, 0)").param(name).update());
    }
  }

  @AfterEach
  void stop() {
    TestServers.kafka().heal();
    TestServers.postgres().heal();
    relays.forEach(OutboxRelay::stop);
    service.close();
  }

  private void relay() {
    var outbox =
        new Outbox(
            postgres,
            "id, name, value",
            (row, _) -> new Message(row.getLong(1), row.getString(2), row.getString(3)));
    var settings =
        new OutboxRelay.Settings(topic, 2, 20, Duration.ofMillis(10), Duration.ofMillis(100));
    meters.add(new SimpleMeterRegistry());
    var relay = new OutboxRelay(kafka, settings, outbox, new OutboxSignal(), meters.getLast());
    relays.add(relay);
    relay.start();
  }

  /** Increments a key and puts the new value into the outbox, or does neither. */
  private void change(String key) {
    var _ =
        postgres.transact(jdbc ->
            jdbc.sql(
                    """
                    WITH changed AS (
                      UPDATE counter SET value = value + 1 WHERE name = ? RETURNING name, value)
                    INSERT INTO outbox (name, value) SELECT name, value FROM changed
                    """)
                .param(key)
                .update());
  }

  private void changeAll() {
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int key = 0; key < KEYS; key++) {
        String name = "key-" + key;
        writers.submit(() -> {
          for (int i = 0; i < CHANGES; i++) {
            change(name);
          }
        });
      }
    }
  }

  private long waiting() {
    return postgres.read(
        jdbc -> jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single());
  }

  /** By key, in order of arrival, without repetitions. */
  private Map<String, List<Long>> received() {
    var received = new HashMap<String, List<Long>>();
    var own =
        Map.<String, Object>of(
            "group.id", UUID.randomUUID().toString(), "auto.offset.reset", "earliest");
    try (var consumer = kafka.consumer("reader", own)) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(BOUND)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(one -> {
                  var values =
                      received.computeIfAbsent(
                          new String(one.key(), StandardCharsets.UTF_8), _ -> new ArrayList<>());
                  long value = Long.parseLong(new String(one.value(), StandardCharsets.UTF_8));
                  if (!values.contains(value)) {
                    values.add(value);
                  }
                });
            return received.values().stream().mapToInt(List::size).sum() == KEYS * CHANGES;
          });
    }
    return received;
  }

  private void allCameInOrder() {
    await().atMost(BOUND).until(() -> waiting() == 0);
    assertThat(received())
        .hasSize(KEYS)
        .allSatisfy(
            (key, values) -> assertThat(values).as(key).isSorted().hasSize(CHANGES).startsWith(1L));
  }

  @Test
  void two_relays_at_once_keep_the_order() {
    relay();
    relay();

    changeAll();

    allCameInOrder();
    assertThat(meters.stream().mapToDouble(m -> m.get("lab.outbox.sent").counter().count()).sum())
        .isEqualTo((double) KEYS * CHANGES);
  }

  @Test
  void kafka_and_postgres_die_in_the_middle_and_nothing_is_lost_or_out_of_order() throws Exception {
    changeAll();
    relay();
    relay();
    await().atMost(BOUND).until(() -> waiting() < KEYS * CHANGES);

    TestServers.kafka().kill();
    TestServers.kafka().start();
    TestServers.postgres().kill();
    TestServers.postgres().start();

    await().atMost(BOUND).ignoreExceptions().until(() -> waiting() == 0);
    allCameInOrder();
  }

  @Test
  void what_was_rolled_back_is_never_sent() {
    try {
      var _ =
          postgres.transact(jdbc -> {
            jdbc.sql("INSERT INTO outbox (name, value) VALUES ('never', 1)").update();
            throw new IllegalStateException("changed its mind");
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("changed its mind");
    }
    relay();
    changeAll();

    allCameInOrder();
    assertThat(received()).doesNotContainKey("never");
  }
}
