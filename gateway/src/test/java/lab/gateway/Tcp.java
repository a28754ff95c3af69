package lab.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernel's connection buffers, as reported by Linux: proc_net_tcp.txt of its documentation. */
final class Tcp {
  private static final Path IPV4 = Path.of("/proc/net/tcp");
  private static final Path IPV6 = Path.of("/proc/net/tcp6");
  private static final String LISTENS = "0A";

  private Tcp() {}

  static boolean isTold() {
    return Files.isReadable(IPV4);
  }

  /** Bytes that were written to connections to or from these ports and have not been read yet. */
  static long queued(int... ports) {
    Set<String> hex =
        Arrays.stream(ports).mapToObj(port -> "%04X".formatted(port)).collect(Collectors.toSet());
    return Stream.of(IPV4, IPV6)
        .filter(Files::isReadable)
        .flatMap(Tcp::sockets)
        .filter(socket -> !socket[3].equals(LISTENS))
        .filter(socket -> hex.contains(port(socket[1])) || hex.contains(port(socket[2])))
        .mapToLong(socket -> bytes(socket[4]))
        .sum();
  }

  private static Stream<String[]> sockets(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1).map(line -> line.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(String address) {
    return address.substring(address.indexOf(':') + 1);
  }

  /** {@code to send:to be read}. */
  private static long bytes(String queues) {
    String[] both = queues.split(":");
    return Long.parseLong(both[0], 16) + Long.parseLong(both[1], 16);
  }
}
