package lab.runner.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final Readings readings =
      new Readings(
          """
          # HELP process_cpu_time_ns_total The "cpu time"
          # TYPE process_cpu_time_ns_total counter
          process_cpu_time_ns_total{application="gateway"} 1.5E9
          jvm_memory_used_bytes{application="gateway",area="heap",id="Eden Space"} 1000.0
          jvm_memory_used_bytes{application="gateway",area="heap",id="Tenured Gen"} 200.0
          jvm_memory_used_bytes{application="gateway",area="nonheap",id="Metaspace"} 5.0E7
          up 1.0
          """);

  @Test
  void sums_the_series_of_a_name_that_have_the_label() {
    assertThat(readings.sum("jvm_memory_used_bytes", "area=\"heap\"")).isEqualTo(1200);
    assertThat(readings.sum("up", "")).isEqualTo(1);
    assertThatThrownBy(() -> readings.sum("down", ""))
        .hasMessage("a service does not tell its down");
    assertThat(readings.cpuSeconds()).isEqualTo(1.5);
  }
}
