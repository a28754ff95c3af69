package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();

  @Test
  void counts_as_up_until_a_check_says_otherwise() {
    assertThat(health.isUp()).isTrue();
    assertThat(health.record(new Probe.Passed())).isFalse();
    assertThat(health.isUp()).isTrue();
  }

  @Test
  void a_refusal_and_a_drain_are_believed_at_once() {
    assertThat(health.record(new Probe.Refused())).isTrue();
    assertThat(health.isUp()).isFalse();
    Health other = new Health();
    assertThat(other.record(new Probe.Draining())).isTrue();
    assertThat(other.isUp()).isFalse();
  }

  @Test
  void a_failed_check_is_believed_the_second_time_in_a_row() {
    health.record(new Probe.Failed());
    health.record(new Probe.Passed());
    health.record(new Probe.Failed());
    assertThat(health.isUp()).isTrue();
    assertThat(health.record(new Probe.Failed())).isTrue();
    assertThat(health.isUp()).isFalse();
  }

  @Test
  void it_is_up_again_after_two_good_checks_in_a_row() {
    health.record(new Probe.Refused());
    health.record(new Probe.Passed());
    health.record(new Probe.Failed());
    health.record(new Probe.Passed());
    assertThat(health.isUp()).isFalse();
    assertThat(health.record(new Probe.Passed())).isTrue();
    assertThat(health.isUp()).isTrue();
  }
}
