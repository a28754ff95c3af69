package lab.platformtest;

/** A Redis Cluster of one node that serves all slots; it forgets everything when killed. */
public final class RedisUnderTest extends ServerUnderTest {
  private final String nodes;

  RedisUnderTest(Control control, String nodes) {
    super(control);
    this.nodes = nodes;
  }

  /** {@code 127.0.0.1:PORT}, as {@code lab.redis.nodes} wants it. */
  public String nodes() {
    return nodes;
  }
}
