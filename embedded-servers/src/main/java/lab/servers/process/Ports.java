package lab.servers.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports for servers, between {@value #FIRST} and {@value #LAST}: below the ephemeral
 * range of Linux (32768) and macOS (49152), so that no outgoing connection takes the port of a node
 * that is down for a moment. Chosen at random, so that two labs side by side rarely try the same.
 */
public final class Ports {
  static final int FIRST = 20_000;
  static final int LAST = 29_999;
  private static final int PATIENCE_MILLIS = 500;

  private static final Set<Integer> given = new HashSet<>();

  private Ports() {}

  /**
   * {@code count} ports that nothing listens on now and that were never returned before in this
   * JVM.
   *
   * @throws IllegalStateException if there are not enough
   */
  public static synchronized List<Integer> free(int count) {
    List<Integer> ports = new ArrayList<>(count);
    int start = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
    for (int i = 0; ports.size() < count && i <= LAST - FIRST; i++) {
      int port = FIRST + (start - FIRST + i) % (LAST - FIRST + 1);
      if (!given.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IllegalStateException(
          "No " + count + " free ports between " + FIRST + " and " + LAST);
    }
    given.addAll(ports);
    return List.copyOf(ports);
  }

  /** Whether a server could listen on this loopback port now. */
  public static boolean isFree(int port) {
    return canListen(Loopback.port(port));
  }

  /**
   * Whether no other program would answer requests to this port of {@code localhost}: browsers try
   * {@code ::1} first, and on macOS a program can listen on 127.0.0.1 beside one that listens
   * everywhere.
   */
  public static boolean isFreeOnLocalhost(int port) {
    boolean hasV6 = canListen(Loopback.port6(0));
    return isFree(port)
        && !answers(Loopback.port(port))
        && (!hasV6 || (canListen(Loopback.port6(port)) && !answers(Loopback.port6(port))));
  }

  private static boolean canListen(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static boolean answers(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
