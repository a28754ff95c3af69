package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health(true);

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
    Health other = new Health(true);
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

  @Test
  void one_that_is_not_trusted_is_down_until_its_first_good_check() {
    Health found = new Health(false);
    found.record(new Probe.Failed());
    found.record(new Probe.Refused());
    assertThat(found.isUp()).isFalse();
    assertThat(found.isProven()).isFalse();
    assertThat(found.record(new Probe.Passed())).isTrue();
    assertThat(found.isUp()).isTrue();
    assertThat(found.isProven()).isTrue();

    found.record(new Probe.Refused());
    found.record(new Probe.Passed());
    assertThat(found.isUp()).as("it has to prove itself anew like any other").isFalse();
  }
}
