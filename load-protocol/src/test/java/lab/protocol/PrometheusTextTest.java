package lab.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final PrometheusText METRICS =
      new PrometheusText(
          """
          # HELP requests_total of requests_total 99
          # TYPE requests_total counter
          requests_total{node="one",outcome="ok"} 1200.0
          requests_total{node="one",outcome="failed"} 3.0
          requests_total{node="two",outcome="ok"} 1.5E3
          requests_total_created{node="one"} 7.0
          up 1
          process_cpu_time_ns_total 2.5E9
          """);

  @Test
  void all_series_of_a_name_are_added_up() {
    assertThat(METRICS.sum("requests_total")).isEqualTo(2_703);
    assertThat(METRICS.sum("up")).isEqualTo(1);
  }

  @Test
  void or_those_with_a_label() {
    assertThat(METRICS.sum("requests_total", "node=\"one\"")).hasValue(1_203);
    assertThat(METRICS.sum("requests_total", "outcome=\"ok\"")).hasValue(2_700);
    assertThat(METRICS.sum("requests_total", "")).hasValue(2_703);
  }

  @Test
  void without_such_a_label_the_sum_is_zero() {
    assertThat(METRICS.sum("requests_total", "node=\"three\"")).hasValue(0);
    assertThat(METRICS.sum("up", "node=\"one\"")).as("no labels at all").hasValue(0);
  }

  @Test
  void without_the_metric_there_is_none() {
    assertThat(METRICS.sum("requests", "")).isEmpty();
    assertThat(new PrometheusText("").sum("up", "")).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> METRICS.sum("requests"))
        .withMessage("a service does not tell its requests");
  }

  @Test
  void the_cpu_time_is_in_seconds() {
    assertThat(METRICS.cpuSeconds()).isEqualTo(2.5);
    assertThatIllegalStateException()
        .isThrownBy(() -> new PrometheusText("up 1\n").cpuSeconds())
        .withMessage("a service does not tell its process_cpu_time_ns_total");
  }
}
