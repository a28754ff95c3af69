package lab.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lab.platformtest.TestServers;
import lab.servers.process.Ports;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class KafkaIT {
  private static final Duration BOUND = Duration.ofMinutes(3);

  @Test
  void what_was_sent_to_a_new_topic_is_received() throws Exception {
    var kafka = new Kafka(TestServers.kafka().bootstrapServers(), "");
    String topic = "some-service." + UUID.randomUUID();
    await().atMost(BOUND).until(() -> kafka.makeTopic(topic, 2));
    await().atMost(BOUND).until(() -> kafka.makeTopic(topic, 2));
    byte[] event = "event".getBytes(StandardCharsets.UTF_8);
    try (var producer = kafka.producer("sender")) {
      producer.send(new ProducerRecord<>(topic, "key", event)).get();
    }

    var own = Map.<String, Object>of("group.id", topic, "auto.offset.reset", "earliest");
    List<byte[]> received = new ArrayList<>();
    try (var consumer = kafka.consumer("receiver", own)) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(BOUND)
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(one -> received.add(one.value()));
            return !received.isEmpty();
          });
      assertThat(consumer.partitionsFor(topic)).hasSize(2);
    }
    assertThat(received).containsExactly(event);
  }

  @Test
  void no_topic_can_be_made_where_there_is_no_broker() throws Exception {
    var nowhere = new Kafka("127.0.0.1:" + Ports.free(1).getFirst(), "");

    assertThat(nowhere.makeTopic("some-service.none", 1)).isFalse();
  }
}
