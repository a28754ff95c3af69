package lab.platformtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Checks whether there is a Docker engine, within milliseconds and without loading a client. */
final class DockerEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private DockerEngine() {}

  static boolean answers() {
    return addresses(System.getenv(), Path.of(System.getProperty("user.home"))).stream()
        .anyMatch(DockerEngine::answers);
  }

  /**
   * The possible addresses of an engine: only {@code DOCKER_HOST} if set, else the usual sockets.
   */
  static List<SocketAddress> addresses(Map<String, String> environment, Path home) {
    String host = environment.get("DOCKER_HOST");
    if (host != null && !host.isBlank()) {
      return List.of(address(URI.create(host)));
    }
    List<Path> sockets = new ArrayList<>();
    sockets.add(Path.of("/var/run/docker.sock"));
    sockets.add(home.resolve(".docker/run/docker.sock"));
    String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null) {
      sockets.add(Path.of(runtime, "docker.sock"));
    }
    return sockets.stream()
        .filter(Files::exists)
        .<SocketAddress>map(UnixDomainSocketAddress::of)
        .toList();
  }

  private static SocketAddress address(URI host) {
    return host.getScheme().equals("unix")
        ? UnixDomainSocketAddress.of(host.getPath())
        : new InetSocketAddress(host.getHost(), host.getPort() < 0 ? 2375 : host.getPort());
  }

  static boolean answers(SocketAddress address) {
    try (var channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open()) {
      // Blocking channels have no time-out: closing this one at the end ends the thread.
      return CompletableFuture.supplyAsync(() -> ping(channel, address))
          .completeOnTimeout(false, PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
          .join();
    } catch (IOException no) {
      return false;
    }
  }

  private static boolean ping(SocketChannel channel, SocketAddress address) {
    try {
      channel.connect(address);
      var request = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var reply = ByteBuffer.allocate(64);
      while (reply.position() < 12 && channel.read(reply) >= 0) {
        // only "HTTP/1.1 200" matters
      }
      String head = new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
      // A TLS engine answers plain text with 400: it is there, and Testcontainers has the keys.
      return head.startsWith("HTTP/1.") && (head.contains(" 200") || head.contains(" 400"));
    } catch (IOException | RuntimeException no) {
      return false;
    }
  }
}
