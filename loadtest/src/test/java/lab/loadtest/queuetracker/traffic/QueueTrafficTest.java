package lab.loadtest.queuetracker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueueTrafficTest {
  @Test
  void parses_speeds_and_times() {
    var speed = new QueueTraffic.Speed();
    assertThat(speed.convert("10x")).isEqualTo(10);
    assertThat(speed.convert("0.5")).isEqualTo(0.5);
    assertThat(new QueueTraffic.Time().convert("5m")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void prints_the_speed_then_totals_every_second_and_at_the_end() throws Exception {
    var traffic = new QueueTraffic();
    var _ = new CommandLine(traffic).parseArgs("--for", "2s", "--speed", "1000x", "--rate", "5");
    List<String> said = new CopyOnWriteArrayList<>();
    try (var toy = new ToyQueues()) {
      traffic.check();
      assertThat(traffic.run(toy.url(), said::add)).isZero();

      assertThat(said.getFirst())
          .startsWith("3 places on " + toy.url() + ", the day ")
          .endsWith("x as fast and not 1000x: --rate 5 allows no more");
    }
    assertThat(said.get(1)).startsWith("    1 s  ").contains(" joined ", " left ", " errors");
    assertThat(said.getLast()).startsWith("In all  ").contains(" served ", " no-shows ");
  }
}
