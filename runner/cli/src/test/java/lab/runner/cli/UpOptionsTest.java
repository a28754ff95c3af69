package lab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import lab.servers.process.Ports;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class UpOptionsTest {
  @Command(name = "up")
  private static final class Up {
    @Mixin UpOptions options = new UpOptions();
  }

  private static int prometheusPort(String... args) {
    var up = new Up();
    new CommandLine(up).parseArgs(args);
    return up.options.settings("scaled", false).prometheusPort();
  }

  @Test
  void prometheusTakesAnotherPortWhenTheUsualOneIsTaken() throws IOException {
    try (var _ = Ports.isFree(9090) ? listenOn(9090) : null) {
      assertThat(prometheusPort()).isNotEqualTo(9090).isBetween(1, 65_535);
    }
  }

  @Test
  void prometheusTakesThePortThatIsNamed() {
    assertThat(prometheusPort("--prometheus-port", "9191")).isEqualTo(9191);
  }

  /** As `run all` brings up one topology after the other with the same options. */
  @Test
  void theTopologyIsTheUsersOrElseTheOneThatIsAskedForEachTime() {
    var up = new Up();
    assertThat(up.options.settings("scaled", false).topology()).isEqualTo("scaled");
    assertThat(up.options.settings("one-server", false).topology()).isEqualTo("one-server");
    new CommandLine(up).parseArgs("--topology", "ha");
    assertThat(up.options.settings("one-server", false).topology()).isEqualTo("ha");
  }

  private static ServerSocket listenOn(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
