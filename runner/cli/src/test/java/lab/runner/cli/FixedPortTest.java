package lab.runner.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import lab.runner.cli.RunnerClient.Failure;
import lab.servers.process.Ports;
import org.junit.jupiter.api.Test;

class FixedPortTest {
  private final List<Integer> free = Ports.free(2);

  @Test
  void different_free_ports_are_accepted() {
    assertThatCode(() -> FixedPort.check(List.of(port(free.get(0), "a"), port(free.get(1), "b"))))
        .doesNotThrowAnyException();
  }

  @Test
  void two_options_with_the_same_port_are_both_named() {
    assertThatThrownBy(
            () -> FixedPort.check(List.of(port(free.get(0), "a"), port(free.get(0), "b"))))
        .isInstanceOf(Failure.class)
        .hasMessage("--a and --b are both %d; they must differ.", free.get(0));
  }

  @Test
  void a_taken_port_is_named_with_its_holder_and_the_options() throws IOException {
    try (var holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> FixedPort.check(List.of(port(holder.getLocalPort(), "a"))))
          .hasMessageContaining("Port " + holder.getLocalPort() + " is taken")
          .hasMessageEndingWith("Choose another with --a or LAB_a.");
    }
  }

  @Test
  void an_invalid_port_is_refused() {
    assertThatThrownBy(() -> FixedPort.check(List.of(port(70_000, "a"))))
        .hasMessage("--a is 70000; it must be from 1 to 65535.");
  }

  private static FixedPort port(int port, String name) {
    return new FixedPort(port, "--" + name, "LAB_" + name);
  }
}
