package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

  @Test
  void are_reported_from_their_start_and_stay_known_after_their_end() {
    try (var monitor = new Monitor(List::of, Usage.UNKNOWN, clock)) {
      assertThat(monitor.scrape()).isEmpty();
      monitor.faults().begin("redis-1", "pause");
      monitor.faults().begin("redis-1", "kill");
      monitor.faults().begin("gateway-1", "disconnect");
      assertThat(Scrape.of(monitor).values())
          .containsEntry("lab_fault_active{fault=\"pause\",node=\"redis-1\"}", 1.0)
          .containsEntry("lab_fault_active{fault=\"kill\",node=\"redis-1\"}", 1.0)
          .containsEntry("lab_fault_active{fault=\"disconnect\",node=\"gateway-1\"}", 1.0)
          .hasSize(3);

      now.set(Instant.EPOCH.plusSeconds(6));
      monitor.faults().end("redis-1");
      monitor.faults().end("never-broken-1");
      assertThat(Scrape.of(monitor).values())
          .containsEntry("lab_fault_active{fault=\"pause\",node=\"redis-1\"}", 0.0)
          .containsEntry("lab_fault_active{fault=\"kill\",node=\"redis-1\"}", 0.0)
          .containsEntry("lab_fault_active{fault=\"disconnect\",node=\"gateway-1\"}", 1.0)
          .hasSize(3);
    }
  }

  @Test
  void that_are_short_are_reported_for_longer_than_a_scrape_interval() {
    try (var monitor = new Monitor(List::of, Usage.UNKNOWN, clock)) {
      monitor.faults().begin("redis-1", "pause");
      monitor.faults().end("redis-1");
      now.set(Instant.EPOCH.plusMillis(5_900));
      assertThat(Scrape.of(monitor).values())
          .containsEntry("lab_fault_active{fault=\"pause\",node=\"redis-1\"}", 1.0);
      now.set(Instant.EPOCH.plusSeconds(6));
      assertThat(Scrape.of(monitor).values())
          .containsEntry("lab_fault_active{fault=\"pause\",node=\"redis-1\"}", 0.0);
    }
  }

  @Test
  void refuse_unknown_faults_invalid_names_and_too_many_nodes() {
    var faults = new Faults(clock);
    assertThatThrownBy(() -> faults.begin("redis-1", "explode"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fault is kill, stop, pause or disconnect, not explode");
    assertThatThrownBy(() -> faults.begin("a\"b", "kill"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not a node's name: a\"b");
    for (int i = 0; i < 200; i++) {
      faults.begin("node-" + i, "kill");
    }
    faults.begin("node-7", "stop");
    assertThatThrownBy(() -> faults.begin("node-200", "kill"))
        .hasMessage("200 nodes have faults already");
    assertThat(faults.all()).hasSize(200);
  }
}
