package lab.queuetracker.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitPredictionTest {
  /** Practically certain: a minute per service. */
  private static final ServiceRate MINUTE = ServiceRate.prior(Duration.ofMinutes(1), 1e7);

  @Test
  void nobody_waits_for_a_free_counter() {
    assertThat(WaitPrediction.estimate(0, 1, ServiceRate.UNSEEN)).isEqualTo(WaitEstimate.NONE);
    assertThat(WaitPrediction.estimate(2, 3, ServiceRate.UNSEEN)).isEqualTo(WaitEstimate.NONE);
  }

  /** Exponential with a mean of 20 s: 5 % are below 20 s × -ln 0.95, 5 % above 20 s × -ln 0.05. */
  @Test
  void the_next_in_line_waits_for_one_of_three_counters() {
    WaitEstimate estimate = WaitPrediction.estimate(3, 3, MINUTE);

    assertThat(estimate.expected()).isBetween(Duration.ofMillis(19_999), Duration.ofMillis(20_001));
    assertThat(estimate.low()).isBetween(Duration.ofMillis(1_025), Duration.ofMillis(1_027));
    assertThat(estimate.high()).isBetween(Duration.ofMillis(59_910), Duration.ofMillis(59_920));
  }

  @Test
  void ten_ahead_of_one_counter_are_ten_services() {
    assertThat(WaitPrediction.estimate(10, 1, MINUTE).expected().toSeconds()).isEqualTo(600);
  }

  @Test
  void a_place_without_a_history_gives_an_estimate_with_a_wide_range() {
    WaitEstimate estimate = WaitPrediction.estimate(10, 1, ServiceRate.UNSEEN);

    assertThat(estimate.expected()).isEqualTo(Duration.ofMinutes(15));
    assertThat(estimate.high()).isGreaterThan(estimate.low().multipliedBy(5));
  }

  @Test
  void the_state_of_a_line_has_bounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WaitPrediction.estimate(-1, 1, ServiceRate.UNSEEN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WaitPrediction.estimate(1, 0, ServiceRate.UNSEEN));
  }
}
