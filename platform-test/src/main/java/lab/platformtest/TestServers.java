package lab.platformtest;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Real servers for tests. The shared ones start at first use and serve all tests of the JVM, which
 * are separated by databases, key prefixes and topics of their own; a test that breaks a server
 * uses one of its own ({@code newRedis()}) or heals the shared one afterwards. All end with the
 * JVM.
 *
 * <p>{@code -Dlab.test.servers=embedded|containers|auto} chooses between child processes and
 * containers; {@code auto}, the default, uses containers if a Docker engine answers and has the
 * images or can pull them. One line on standard output reports the choice.
 */
public final class TestServers {
  private static final Lazy<Servers> SERVERS = new Lazy<>(TestServers::choose);
  private static final Lazy<PostgresUnderTest> POSTGRES = new Lazy<>(TestServers::newPostgres);
  private static final Lazy<RedisUnderTest> REDIS = new Lazy<>(TestServers::newRedis);
  private static final Lazy<KafkaUnderTest> KAFKA = new Lazy<>(TestServers::newKafka);

  private TestServers() {}

  /** The PostgreSQL that the tests of this JVM share. */
  public static PostgresUnderTest postgres() {
    return POSTGRES.get();
  }

  /** The Redis Cluster that the tests of this JVM share. */
  public static RedisUnderTest redis() {
    return REDIS.get();
  }

  /** The Kafka that the tests of this JVM share. */
  public static KafkaUnderTest kafka() {
    return KAFKA.get();
  }

  /** A separate PostgreSQL, started. */
  public static PostgresUnderTest newPostgres() {
    return SERVERS.get().postgres();
  }

  /** A separate Redis Cluster of one node, started. */
  public static RedisUnderTest newRedis() {
    return SERVERS.get().redis();
  }

  /** A separate Kafka broker, started. */
  public static KafkaUnderTest newKafka() {
    return SERVERS.get().kafka();
  }

  /** Creates servers. */
  interface Servers {
    PostgresUnderTest postgres();

    RedisUnderTest redis();

    KafkaUnderTest kafka();
  }

  private static Servers choose() {
    return new ServerChoice(
            DockerEngine::answers,
            () -> new ContainerServers(ContainerImages.pinned(Path.of(""), System.getenv())),
            EmbeddedServers::new,
            System.out::println)
        .choose(System.getProperty(ServerChoice.PROPERTY, "auto"));
  }

  /** A value that is created once, at first use. */
  private static final class Lazy<T> {
    private final Supplier<T> maker;
    private volatile java.util.Optional<T> value = java.util.Optional.empty();

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    T get() {
      if (value.isEmpty()) {
        synchronized (this) {
          if (value.isEmpty()) {
            value = java.util.Optional.of(maker.get());
          }
        }
      }
      return value.orElseThrow();
    }
  }
}
