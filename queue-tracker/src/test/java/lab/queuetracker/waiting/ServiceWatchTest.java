package lab.queuetracker.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import lab.queuetracker.prediction.ServiceRate;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Queue;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {
  private final ServiceWatch watch = new ServiceWatch(2);
  private long version;
  private Instant now = Instant.EPOCH;

  private void after(int seconds, Change.Kind kind, int length) {
    now = now.plusSeconds(seconds);
    watch.changed(new Change(new Queue("here", length, ++version, now), kind, null));
  }

  @Test
  void learns_from_services_while_all_counters_are_busy() {
    after(0, Change.Kind.SERVED, 500);
    for (int i = 0; i < 400; i++) {
      after(30, Change.Kind.SERVED, 500 - i);
    }
    assertThat(watch.rate().meanService().toMillis())
        .as("two counters, one end of a service every 30 s")
        .isCloseTo(60_000L, within(2_000L));
  }

  @Test
  void time_in_which_a_counter_may_have_been_idle_is_ignored() {
    after(0, Change.Kind.SERVED, 5);
    after(10, Change.Kind.LEFT, 1);
    after(1_000, Change.Kind.JOINED, 2);
    after(1_000, Change.Kind.JOINED, 3);
    after(1_000, Change.Kind.SERVED, 2);
    assertThat(watch.rate()).isEqualTo(ServiceRate.UNSEEN);
    after(40, Change.Kind.SERVED, 1);
    assertThat(watch.rate()).isEqualTo(ServiceRate.UNSEEN.served(Duration.ofSeconds(80)));
  }

  @Test
  void repetitions_do_not_count_and_a_gap_starts_a_new_interval() {
    after(0, Change.Kind.SERVED, 9);
    after(20, Change.Kind.SERVED, 8);
    var once = watch.rate();
    version--;
    after(20, Change.Kind.SERVED, 8);
    assertThat(watch.rate()).isEqualTo(once);
    version += 5;
    after(20, Change.Kind.SERVED, 8);
    assertThat(watch.rate()).isEqualTo(once);
    after(20, Change.Kind.SERVED, 7);
    assertThat(watch.rate()).isNotEqualTo(once);
  }
}
