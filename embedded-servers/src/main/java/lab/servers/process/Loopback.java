package lab.servers.process;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * 127.0.0.1: where everything in the lab listens and connects. Not {@link
 * InetAddress#getLoopbackAddress()}, which is {@code ::1} in a JVM that prefers IPv6.
 */
public final class Loopback {
  private static final byte[] V4 = {127, 0, 0, 1};
  private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Loopback() {}

  /** A port of 127.0.0.1. */
  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(address(V4), port);
  }

  /** A port of {@code ::1}, where nothing in the lab listens and browsers try first. */
  static InetSocketAddress port6(int port) {
    return new InetSocketAddress(address(V6), port);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) { // only thrown for another number of bytes
      throw new UncheckedIOException(impossible);
    }
  }
}
