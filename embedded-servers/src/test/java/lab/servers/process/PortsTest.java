package lab.servers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void ports_are_below_the_ephemeral_range_and_never_given_twice() {
    var ports = IntStream.range(0, 50).boxed().flatMap(i -> Ports.free(3).stream()).toList();

    assertThat(ports).hasSize(150).doesNotHaveDuplicates().allMatch(p -> p >= 20_000 && p < 30_000);
  }

  @Test
  void a_taken_port_is_not_free() throws Exception {
    int port = Ports.free(1).getFirst();
    assertThat(Ports.isFree(port)).isTrue();
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.isFree(port)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
  void a_port_is_not_free_on_localhost_wherever_a_program_listens(String address) throws Exception {
    assumeThat(address.startsWith(":") && !hasV6()).as("there is no IPv6 here").isFalse();
    int port = Ports.free(1).getFirst();
    assertThat(Ports.isFreeOnLocalhost(port)).isTrue();
    try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral(address))) {
      assertThat(Ports.isFreeOnLocalhost(port)).isFalse();
    }
  }

  private static boolean hasV6() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void says_so_when_there_are_not_enough() {
    assertThatThrownBy(() -> Ports.free(10_001)).isInstanceOf(IllegalStateException.class);
  }
}
