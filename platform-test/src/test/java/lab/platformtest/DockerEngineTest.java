package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
  @TempDir Path temp;

  @Test
  void an_engine_that_answers_its_ping_is_there() throws Exception {
    var address = UnixDomainSocketAddress.of(temp.resolve("docker.sock"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
      Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1 200 OK\r\n\r\nOK"));
      assertThat(DockerEngine.answers(address)).isTrue();
    }
  }

  @Test
  void a_socket_without_a_server_or_with_another_one_is_no_engine() throws Exception {
    Path stale = Files.createFile(temp.resolve("stale.sock"));
    assertThat(DockerEngine.answers(UnixDomainSocketAddress.of(stale))).isFalse();

    var address = UnixDomainSocketAddress.of(temp.resolve("other.sock"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
      Thread.ofVirtual().start(() -> answer(server, "220 mail.example ESMTP\r\n"));
      assertThat(DockerEngine.answers(address)).isFalse();
    }
  }

  @Test
  void a_socket_that_accepts_and_stays_silent_is_no_engine() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(DockerEngine.answers(silent.getLocalSocketAddress())).isFalse();
    }
  }

  @Test
  void docker_host_takes_precedence_over_the_usual_sockets() throws Exception {
    Files.createDirectories(temp.resolve(".docker/run"));
    Path usual = Files.createFile(temp.resolve(".docker/run/docker.sock"));

    assertThat(DockerEngine.addresses(Map.of(), temp)).contains(UnixDomainSocketAddress.of(usual));
    assertThat(DockerEngine.addresses(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1234"), temp))
        .containsExactly(new InetSocketAddress("127.0.0.1", 1234));
    assertThat(DockerEngine.addresses(Map.of("DOCKER_HOST", "unix:///a/b.sock"), temp))
        .containsExactly(UnixDomainSocketAddress.of("/a/b.sock"));
  }

  private static void answer(ServerSocketChannel server, String reply) {
    try (var client = server.accept()) {
      client.read(ByteBuffer.allocate(256));
      client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
