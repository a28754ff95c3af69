package lab.platformtest;

/** A Redis Cluster of one node that serves all slots; it loses everything when killed. */
public final class RedisUnderTest extends ServerUnderTest {
  private final String nodes;

  RedisUnderTest(Control control, String nodes) {
    super(control);
    this.nodes = nodes;
  }

  /** {@code 127.0.0.1:PORT}, in the format of {@code lab.redis.nodes}. */
  public String nodes() {
    return nodes;
  }
}
