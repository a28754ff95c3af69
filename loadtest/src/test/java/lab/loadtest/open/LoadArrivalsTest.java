package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.Samples;
import org.junit.jupiter.api.Test;

/** Three arrivals of warm-up and ten measured ones; every other one is a write. */
class LoadArrivalsTest {
  private static final Timing TIMING =
      new Timing(10, Duration.ofMillis(300), Duration.ofSeconds(1));

  private final List<Long> started = new CopyOnWriteArrayList<>();

  private Load load(Optional<Plan.Live> live) {
    var requests =
        new Load.Requests(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            List.of("read", "write"),
            index -> index % 2 == 0 ? "read" : "write");
    return new Load(TIMING, requests, live, started::add);
  }

  @Test
  void hands_out_all_arrivals_and_reports_the_start_of_the_measured_part_once() {
    Load load = load(Optional.empty());
    for (int i = 0; i < 3; i++) {
      Arrival warm = load.arrive().orElseThrow();
      assertThat(warm.measured()).isFalse();
      assertThat(warm.dueNanos()).isEqualTo(warm.startedNanos());
      load.ok(warm);
    }
    assertThat(started).isEmpty();
    for (int i = 3; i < 13; i++) {
      Arrival arrival = load.arrive().orElseThrow();
      assertThat(arrival.index()).isEqualTo(i);
      assertThat(arrival.measured()).isTrue();
      assertThat(arrival.operation()).isEqualTo(i % 2 == 0 ? "read" : "write");
      if (i == 7) {
        load.failed(arrival, "timeout");
      } else {
        load.ok(arrival);
      }
    }
    assertThat(load.arrive()).isEmpty();

    Samples samples = load.samples(5);
    Samples.Second second = samples.seconds().getFirst();
    assertThat(started).containsExactly(samples.startedAt());
    assertThat(second.sent()).isEqualTo(10);
    assertThat(Objects.requireNonNull(second.operations().get("read")).ok()).isEqualTo(5);
    assertThat(Objects.requireNonNull(second.operations().get("write")).ok()).isEqualTo(4);
    assertThat(samples.failures()).hasSize(1);
    assertThat(samples.warmUp().ok()).isEqualTo(3);
  }

  @Test
  void a_rehearsal_is_not_included_in_any_figure() {
    Load load = load(Optional.empty());
    load.ok(load.rehearse("read"));
    load.failed(load.rehearse("read"), "timeout");

    assertThat(load.samples(0).warmUp().sent()).isEqualTo(2);
    assertThat(load.samples(0).failures()).isEmpty();
    assertThat(load.push(Optional.empty(), "")).isEmpty();
  }

  @Test
  void reports_every_second() {
    Load load = load(Optional.empty());
    load.ok(load.rehearse("read")); // before reporting begins
    List<Event.Second> seconds = new CopyOnWriteArrayList<>();
    try (var reporting = load.report(seconds::add)) {
      load.ok(load.arrive().orElseThrow());
      load.failed(load.arrive().orElseThrow(), "timeout");
      await().atMost(Duration.ofMinutes(1)).until(() -> seconds.size() >= 2);
      reporting.shutdownNow();
    }

    assertThat(seconds.getFirst().second()).isEqualTo(1);
    assertThat(seconds.getFirst().warmUp()).isTrue();
    assertThat(seconds.stream().mapToLong(Event.Second::sent).sum()).isEqualTo(2);
    assertThat(seconds.stream().mapToLong(Event.Second::ok).sum()).isEqualTo(1);
    assertThat(seconds.stream().mapToLong(Event.Second::failed).sum()).isEqualTo(1);
  }

  @Test
  void live_figures_count_due_sent_and_failed_requests_by_operation() throws Exception {
    try (var monitor = new ToyMonitor()) {
      var live = Optional.of(new Plan.Live(monitor.url(), "toy", "control"));
      Load load = load(live);
      for (int i = 0; i < 4; i++) {
        load.ok(load.arrive().orElseThrow());
      }
      load.failed(load.arrive().orElseThrow(), "status-503");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            load.push(live, "secret").orElseThrow().close();
            return figure(monitor, "lab_load_intended_total", "read") == 5; // all are due
          });

      assertThat(figure(monitor, "lab_load_intended_total", "write")).isEqualTo(5);
      assertThat(figure(monitor, "lab_load_sent_total", "read")).isEqualTo(1);
      assertThat(figure(monitor, "lab_load_sent_total", "write")).isEqualTo(1);
      assertThat(figure(monitor, "lab_load_failures_total", "status-503\",operation=\"read"))
          .isEqualTo(1);
      assertThat(figure(monitor, "lab_load_request_seconds_count", "write")).isEqualTo(1);
    }
  }

  private static double figure(ToyMonitor monitor, String name, String label) {
    String text = monitor.taken.getLast().figures();
    return text.lines()
        .filter(line -> line.startsWith(name + "{") && line.contains("\"" + label + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text));
  }
}
