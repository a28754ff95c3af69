package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lab.monitor.Metric.Sample;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final MonitoredNode NODE =
      new MonitoredNode(
          "gateway-1", "gateway", new Question.HealthQuestion(URI.create("http://127.0.0.1:1/")));

  /** The life that answers; empty: no answer. */
  private final AtomicReference<Optional<String>> life = new AtomicReference<>(Optional.empty());

  private final Probe probe =
      new Probe() {
        @Override
        public Findings call() throws IOException {
          return new Findings(NODE).life(life.get().orElseThrow(() -> new IOException("dead")));
        }

        @Override
        public void close() {}
      };

  private static double starts(Watch watch) {
    return watch.newest().stream()
        .filter(sample -> sample.metric() == Metric.NODE_STARTS)
        .mapToDouble(Sample::value)
        .sum();
  }

  private double startsOf(Watch watch, String now) {
    life.set(Optional.of(now));
    watch.run();
    return starts(watch);
  }

  @Test
  void counts_a_start_between_two_polls_and_no_start_for_a_pause() {
    var watch = new Watch(NODE, probe, Usage.UNKNOWN, new Watch.Starts());
    assertThat(watch.newest()).isEmpty();
    assertThat(startsOf(watch, "first life")).isEqualTo(1);
    assertThat(startsOf(watch, "first life")).isEqualTo(1);
    assertThat(startsOf(watch, "second life")).isEqualTo(2);

    life.set(Optional.empty());
    watch.run();
    assertThat(watch.newest()).containsExactly(Metric.NODE_UP.of(0, "gateway-1", "gateway"));
    assertThat(startsOf(watch, "second life")).isEqualTo(2);

    watch.noAnswer();
    assertThat(startsOf(watch, "third life")).isEqualTo(3);
  }

  @Test
  void counts_each_time_a_node_without_known_lives_comes_up() {
    var up = new AtomicReference<>(true);
    Probe alike =
        new Probe() {
          @Override
          public Findings call() throws IOException {
            if (!up.get()) {
              throw new IOException("dead");
            }
            return new Findings(NODE);
          }

          @Override
          public void close() {}
        };
    var starts = new Watch.Starts();
    var watch = new Watch(NODE, alike, Usage.UNKNOWN, starts);
    watch.run();
    watch.run();
    assertThat(starts(watch)).isEqualTo(1);
    up.set(false);
    watch.run();
    up.set(true);
    watch.run();
    assertThat(starts(watch)).isEqualTo(2);

    var elsewhere = new Watch(NODE, alike, Usage.UNKNOWN, starts);
    elsewhere.run();
    assertThat(starts(elsewhere)).as("the same node at another address").isEqualTo(2);
  }

  @Test
  void reports_the_nodes_usage_and_takes_its_life_from_there_if_needed() {
    var process = new AtomicReference<>("pid 1");
    var usage =
        new Usage() {
          @Override
          public Optional<Used> of(String node) {
            return Optional.of(new Used(1024, 1.5));
          }

          @Override
          public Optional<String> life(String node) {
            return Optional.of(process.get());
          }
        };
    Probe alike =
        new Probe() {
          @Override
          public Findings call() {
            return new Findings(NODE);
          }

          @Override
          public void close() {}
        };
    var watch = new Watch(NODE, alike, usage, new Watch.Starts());
    watch.run();
    process.set("pid 2");
    watch.run();
    assertThat(watch.newest())
        .isEqualTo(
            List.of(
                Metric.NODE_UP.of(1, "gateway-1", "gateway"),
                Metric.NODE_STARTS.of(2, "gateway-1", "gateway"),
                Metric.NODE_MEMORY.of(1024, "gateway-1", "gateway"),
                Metric.NODE_CPU.of(1.5, "gateway-1", "gateway")));
  }
}
