package lab.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lab.platform.postgres.Postgres;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.testing.SomeService;
import lab.platformtest.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever fails, a ledger gets each event once, and the events of a partition in order. */
class GroupMemberIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int PARTITIONS = 3;

  private final Kafka kafka = new Kafka(TestServers.kafka().bootstrapServers(), "");
  private final String topic = "some-service." + UUID.randomUUID();
  private final Memory ledger = new Memory();

  /** In memory. The first few reads of an offset fail, and so do the first few entries. */
  private static final class Memory implements Ledger {
    private final Map<TopicIdPartition, Long> next = new ConcurrentHashMap<>();
    private final List<String> entries = new CopyOnWriteArrayList<>();
    private int failures;
    private int lostAnswers;

    @Override
    public synchronized long next(TopicIdPartition partition) {
      if (failures-- > 0) {
        throw new StoreUnavailableException("the ledger is away");
      }
      return next.computeIfAbsent(partition, _ -> 0L);
    }

    @Override
    public synchronized boolean enter(Batch batch) {
      if (!next.replace(batch.partition(), batch.from(), batch.next())) {
        return false;
      }
      batch
          .events()
          .forEach(event -> entries.add(new String(event.value(), StandardCharsets.UTF_8)));
      if (lostAnswers-- > 0) {
        throw new StoreUnavailableException("the ledger went away");
      }
      return true;
    }

    /** As if another member had entered the next event. */
    synchronized void skip() {
      next.replaceAll((_, offset) -> offset + 1);
    }
  }

  @BeforeEach
  void makeTopic() {
    TestServers.kafka().newTopic(topic, PARTITIONS);
  }

  private GroupMember start(int batch) {
    var subscription = new Subscription(kafka, topic, "group-" + topic, batch);
    var member = new GroupMember("member", subscription, ledger);
    member.start();
    return member;
  }

  /** Distributes them to all partitions in turn. */
  private void publish(int first, int end) throws Exception {
    try (var producer = kafka.producer("sender")) {
      var acknowledgements = new ArrayList<Future<?>>();
      for (int i = first; i < end; i++) {
        byte[] event = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
        acknowledgements.add(
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, "key", event)));
      }
      for (var acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
  }

  private static String[] numbers(int first, int end) {
    return IntStream.range(first, end).mapToObj(String::valueOf).toArray(String[]::new);
  }

  @Test
  void each_event_is_entered_once_though_the_ledger_fails_before_and_after() throws Exception {
    publish(0, 300);
    ledger.failures = 3;
    ledger.lostAnswers = 3;
    var member = start(7);
    try {
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 300);
      publish(300, 303);
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 303);
    } finally {
      member.stop();
    }
    assertThat(ledger.entries).containsExactlyInAnyOrder(numbers(0, 303));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int remainder = partition;
      assertThat(ledger.entries.stream().map(Integer::valueOf))
          .filteredOn(event -> event % PARTITIONS == remainder)
          .isSorted();
    }
    assertThat(member.isRunning()).isFalse();
  }

  @Test
  void events_that_another_member_has_entered_are_skipped() throws Exception {
    publish(0, 30);
    var member = start(100);
    try {
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 30);
      ledger.skip();
      publish(30, 60);
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 57);
    } finally {
      member.stop();
    }
    assertThat(ledger.entries)
        .hasSize(57)
        .contains(numbers(33, 60))
        .doesNotContain("30", "31", "32");
  }

  @Test
  void skips_events_that_kafka_has_deleted() throws Exception {
    publish(0, 30);
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var all = new HashMap<TopicPartition, RecordsToDelete>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(4));
      }
      admin.deleteRecords(all).all().get();
    }
    var member = start(100);
    try {
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 18);
    } finally {
      member.stop();
    }
    assertThat(ledger.entries).containsExactlyInAnyOrder(numbers(12, 30));
  }

  /** The new topic has more events than the old one: an old offset would be valid in it. */
  @Test
  void a_topic_created_again_is_entered_from_its_beginning() throws Exception {
    var keeper = new TopicKeeper(kafka, topic, PARTITIONS);
    keeper.start();
    publish(0, 30);
    var member = start(100);
    try (var topics = kafka.topics();
        var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 30);
      var old = topics.find(topic);
      admin.deleteTopics(List.of(topic)).all().get();
      await()
          .atMost(BOUND)
          .ignoreException(UnknownTopicOrPartitionException.class)
          .until(() -> !topics.find(topic).id().equals(old.id()));
      publish(30, 120);
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 120);
      assertThat(topics.find(topic).partitions()).isEqualTo(PARTITIONS);
    } finally {
      member.stop();
      keeper.stop();
    }
    assertThat(ledger.entries).containsExactlyInAnyOrder(numbers(0, 120));
  }

  @Test
  void a_topic_with_too_few_partitions_is_given_more() throws Exception {
    publish(0, 30);
    var member = start(100);
    try (var topics = kafka.topics()) {
      assertThat(kafka.makeTopic(topic, PARTITIONS + 2)).isTrue();
      assertThat(topics.find(topic).partitions()).isEqualTo(PARTITIONS + 2);
      assertThat(kafka.makeTopic(topic, PARTITIONS)).isTrue();
      await().atMost(BOUND).until(() -> ledger.next.size() == PARTITIONS + 2);
      await().atMost(BOUND).until(() -> ledger.entries.size() >= 30);
    } finally {
      member.stop();
    }
    assertThat(ledger.entries).containsExactlyInAnyOrder(numbers(0, 30));
  }

  @Test
  void a_partition_never_seen_starts_at_offset_0_in_postgres_too() {
    try (var service = SomeService.start(SomeService.stores())) {
      var postgres = service.bean(Postgres.class);
      var _ =
          postgres.write(jdbc ->
              jdbc.sql(
                      "CREATE TABLE thing_offset (topic text, topic_id text, partition integer,"
                          + " next_offset bigint, PRIMARY KEY (topic, topic_id, partition))")
                  .update());
      var offsets = new StoredOffsets(postgres, "thing_offset");
      var first = new TopicIdPartition(Uuid.randomUuid(), 1, topic);
      assertThat(offsets.next(first)).isZero();
      var _ = postgres.write(jdbc -> jdbc.sql("UPDATE thing_offset SET next_offset = 9").update());
      assertThat(offsets.next(first)).isEqualTo(9);
      assertThat(offsets.next(new TopicIdPartition(first.topicId(), 0, topic))).isZero();
      var again = new TopicIdPartition(Uuid.randomUuid(), 1, topic);
      assertThat(offsets.next(again)).isZero();
      assertThat(offsets.next(first)).isEqualTo(9);

      var _ =
          postgres.write(jdbc ->
              jdbc.sql("INSERT INTO thing_offset VALUES (?, '', 2, 5)").param(topic).update());
      var known = new TopicIdPartition(first.topicId(), 2, topic);
      assertThat(offsets.next(known)).as("of a time without ids").isEqualTo(5);
      assertThat(offsets.next(known)).isEqualTo(5);
      assertThat(offsets.next(new TopicIdPartition(again.topicId(), 2, topic))).isZero();
    }
  }
}
