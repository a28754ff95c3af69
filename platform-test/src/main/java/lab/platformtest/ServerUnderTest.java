package lab.platformtest;

/**
 * A real server into which a test may inject faults. Its address stays the same through every kill
 * and start, and what PostgreSQL and Kafka stored is kept.
 */
public abstract sealed class ServerUnderTest implements AutoCloseable
    permits PostgresUnderTest, RedisUnderTest, KafkaUnderTest {
  private final Control control;

  ServerUnderTest(Control control) {
    this.control = control;
  }

  /** The process or container behind it. */
  interface Control {
    void kill();

    void start();

    void pause();

    void resume();

    void remove();
  }

  /** SIGKILL; connections break and new ones are refused. Does nothing if it is not running. */
  public final void kill() {
    control.kill();
  }

  /** Starts it, if it is not running, and returns when it is ready. */
  public final void start() {
    control.start();
  }

  /** Makes it hang: connections stay open and unanswered. */
  public final void pause() {
    control.pause();
  }

  /** Ends {@link #pause()}; does nothing if it is not paused. */
  public final void resume() {
    control.resume();
  }

  /** Makes it run and answer, whatever a test did to it: for an {@code @AfterEach}. */
  public final void heal() {
    control.resume();
    control.start();
  }

  /** Ends it for good; the shared servers end only with the JVM. */
  @Override
  public final void close() {
    control.remove();
  }
}
