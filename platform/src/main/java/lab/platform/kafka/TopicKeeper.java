package lab.platform.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a topic in existence, with as many partitions as its service wants, for as long as the
 * service runs. Brokers here do not create topics by themselves, because they do not know the
 * number. So when Kafka has lost its data, or somebody has deleted the topic, it is back within a
 * second or so; meanwhile producers retry and consumers wait.
 */
public final class TopicKeeper extends Worker {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Kafka kafka;
  private final String topic;
  private final int partitions;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Checks the topic once started. */
  public TopicKeeper(Kafka kafka, String topic, int partitions) {
    super("topic");
    this.kafka = kafka;
    this.topic = topic;
    this.partitions = partitions;
  }

  @Override
  protected void work() throws InterruptedException {
    try (var topics = kafka.topics()) {
      do {
        var _ = topics.make(topic, partitions);
      } while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  @Override
  protected void wakeUp() {
    stopped.countDown();
  }
}
