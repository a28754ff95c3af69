package lab.platformtest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka, one broker that is its own controller; topics are created by the tests that need them. */
public final class KafkaUnderTest extends ServerUnderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String bootstrapServers;

  KafkaUnderTest(Control control, String bootstrapServers) {
    super(control);
    this.bootstrapServers = bootstrapServers;
  }

  /** {@code 127.0.0.1:PORT}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates a topic, and returns when every partition accepts records: of two batches sent to a
   * partition that is being created, the first can be lost for good (KAFKA-15591).
   */
  public void newTopic(String name, int partitions) {
    var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    var ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(name, partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(topic)).all().get();
      await("partitions of " + name)
          .atMost(PATIENCE)
          .ignoreExceptionsMatching(
              e -> e.getCause() instanceof UnknownTopicOrPartitionException) // not known yet
          .until(() -> admin.listOffsets(ends).all().get().size() == partitions);
    } catch (ExecutionException e) {
      throw new IllegalStateException("No topic " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
