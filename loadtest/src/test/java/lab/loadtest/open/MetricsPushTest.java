package lab.loadtest.open;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import lab.loadtest.open.ToyMonitor.Taken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPushTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private ToyMonitor monitor;

  @BeforeEach
  void open() throws IOException {
    System.setErr(new PrintStream(errors, true, UTF_8));
    monitor = new ToyMonitor();
  }

  @AfterEach
  void close() {
    System.setErr(before);
    monitor.close();
  }

  @Test
  void pushes_the_figures_every_second_and_once_more_at_the_end() {
    var counting = new AtomicInteger();
    try (var _ = push(() -> "figures " + counting.incrementAndGet())) {
      await().atMost(SOON).until(() -> monitor.taken.size() >= 2);
    }
    assertThat(monitor.taken)
        .startsWith(taken("figures 1"), taken("figures 2"))
        .endsWith(taken("figures " + counting.get()))
        .hasSizeGreaterThan(2);
    assertThat(errors.toString(UTF_8)).isEmpty();
  }

  @Test
  void refusals_are_reported_once_and_counted_at_the_end() {
    monitor.status = 403;
    try (var _ = push(() -> "figures")) {
      await().atMost(SOON).until(() -> monitor.taken.size() >= 3);
    }
    String said = errors.toString(UTF_8);
    assertThat(said)
        .containsOnlyOnce("answers 403")
        .contains("were not taken " + monitor.taken.size());
  }

  @Test
  void figures_that_cannot_be_computed_do_not_end_it() {
    var counting = new AtomicInteger();
    try (var _ =
        push(() -> {
          if (counting.incrementAndGet() == 1) {
            throw new IllegalStateException("not now");
          }
          return "figures";
        })) {
      await().atMost(SOON).until(() -> !monitor.taken.isEmpty());
    }
    assertThat(errors.toString(UTF_8)).contains("not now", "were not taken 1 times");
  }

  /** It accepts the connection and never responds. */
  @Test
  void a_monitor_that_hangs_does_not_block_the_load() throws IOException {
    try (var hanging = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
      var url = URI.create("http://127.0.0.1:" + hanging.getLocalPort() + "/metrics/load");
      new MetricsPush(url, "", () -> new byte[1]).close();
    }
    assertThat(errors.toString(UTF_8)).containsOnlyOnce("Read timed out").contains("not taken");
  }

  private static Taken taken(String figures) {
    return new Taken("PUT", "secret", figures);
  }

  private MetricsPush push(Supplier<String> figures) {
    return new MetricsPush(monitor.url(), "secret", () -> figures.get().getBytes(UTF_8));
  }
}
