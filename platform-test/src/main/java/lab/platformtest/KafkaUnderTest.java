package lab.platformtest;

/** Kafka, one broker that is its own controller; topics come into being at first use. */
public final class KafkaUnderTest extends ServerUnderTest {
  private final String bootstrapServers;

  KafkaUnderTest(Control control, String bootstrapServers) {
    super(control);
    this.bootstrapServers = bootstrapServers;
  }

  /** {@code 127.0.0.1:PORT}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }
}
