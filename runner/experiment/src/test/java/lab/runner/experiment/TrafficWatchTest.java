package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lab.runner.experiment.TrafficWatch.Sample;
import org.junit.jupiter.api.Test;

class TrafficWatchTest {
  private static final String METRICS =
      """
      # HELP lab_gateway_attempts_total Tries of requests on instances, by how they ended
      # TYPE lab_gateway_attempts_total counter
      lab_gateway_attempts_total{instance="gateway-1",outcome="success",upstream="url-shortener-1"} 1200.0
      lab_gateway_attempts_total{instance="gateway-1",outcome="connect",upstream="url-shortener-1"} 3.0
      lab_gateway_attempts_total{instance="gateway-1",outcome="success",upstream="url-shortener-10"} 9.0
      lab_gateway_attempts_total{instance="gateway-1",outcome="success",upstream="url-shortener-2"} 1.2E3
      other_total{upstream="url-shortener-1"} 7.0
      """;

  @Test
  void adds_up_the_attempts_on_a_node_whatever_their_outcome() {
    assertThat(TrafficWatch.attempts(METRICS, "url-shortener-1")).hasValue(1203);
    assertThat(TrafficWatch.attempts(METRICS, "url-shortener-2")).hasValue(1200);
  }

  @Test
  void a_node_never_attempted_has_none_and_without_the_counter_it_is_not_known() {
    assertThat(TrafficWatch.attempts(METRICS, "url-shortener-3")).hasValue(0);
    assertThat(TrafficWatch.attempts("up 1.0\n", "url-shortener-1")).isEmpty();
  }

  @Test
  void traffic_stops_with_the_last_sample_that_rose() {
    List<Sample> samples =
        List.of(
            new Sample(5, 100),
            new Sample(105, 130),
            new Sample(210, 131),
            new Sample(520, 131),
            new Sample(3000, 131));
    assertThat(TrafficWatch.traffic(samples, 500)).isEqualTo(new TrafficWatch.Traffic(210, 0));
  }

  @Test
  void attempts_after_the_tolerated_time_are_counted() {
    List<Sample> samples = List.of(new Sample(5, 100), new Sample(505, 140), new Sample(3000, 300));
    assertThat(TrafficWatch.traffic(samples, 500)).isEqualTo(new TrafficWatch.Traffic(3000, 160));
  }

  @Test
  void from_samples_that_end_too_early_nothing_is_known() {
    assertThat(TrafficWatch.traffic(List.of(), 500)).isNull();
    assertThat(TrafficWatch.traffic(List.of(new Sample(100, 1)), 500)).isNull();
  }
}
