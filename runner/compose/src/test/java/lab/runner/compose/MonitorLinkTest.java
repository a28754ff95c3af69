package lab.runner.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MonitorLinkTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream notes = new PrintStream(out, true, StandardCharsets.UTF_8);

  private String notes() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tells_of_faults_and_looks_for_the_monitor_once() {
    try (var told = new ToldFaults()) {
      var link = new MonitorLink(told::address, notes);
      link.begin("redis-1", "kill");
      link.end("redis-1");
      assertThat(told.all()).containsExactly("PUT redis-1 {\"fault\":\"kill\"}", "DELETE redis-1 ");
      assertThat(told.lookUps).hasValue(1);
      assertThat(notes()).isEmpty();
    }
  }

  @Test
  void continues_without_a_monitor_and_says_so_once() {
    var link = new MonitorLink(Optional::empty, notes);
    link.begin("redis-1", "kill");
    link.end("redis-1");
    assertThat(notes().strip())
        .isEqualTo("Charts will not show this fault: no answer from the monitor (there is none).");
  }

  @Test
  void continues_when_the_monitor_refuses_or_cannot_be_found_and_looks_for_it_again() {
    try (var told = new ToldFaults()) {
      told.status.set(500);
      var link = new MonitorLink(told::address, notes);
      link.begin("redis-1", "kill");
      link.end("redis-1");
      assertThat(told.lookUps).hasValue(2);
      assertThat(notes()).contains("(it answers 500)").hasLineCount(1);
    }
    var lost =
        new MonitorLink(
            () -> {
              throw new ComposeTrouble("no engine");
            },
            notes);
    lost.begin("redis-1", "kill");
    assertThat(notes()).contains("(no engine)").hasLineCount(2);
  }

  @Test
  @Timeout(120)
  void gives_up_on_a_monitor_that_hangs() throws IOException {
    try (var hangs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + hangs.getLocalPort());
      new MonitorLink(() -> Optional.of(address), notes).begin("redis-1", "pause");
      assertThat(notes()).containsIgnoringCase("timed out");
    }
  }
}
