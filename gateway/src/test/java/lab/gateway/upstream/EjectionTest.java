package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EjectionTest {
  private static final EjectionProperties DEFAULTS =
      new EjectionProperties(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(30));

  private long now;
  private final Ejection ejection = new Ejection(DEFAULTS, () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void it_can_be_immediate_and_lasts_for_two_seconds() {
    assertThat(ejection.isActive()).isFalse();
    assertThat(ejection.eject()).isTrue();
    pass(Duration.ofMillis(1999));
    assertThat(ejection.isActive()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(ejection.isActive()).isFalse();
  }

  @Test
  void failures_eject_only_three_in_a_row() {
    ejection.failed();
    ejection.failed();
    ejection.succeeded();
    ejection.failed();
    ejection.failed();
    assertThat(ejection.isActive()).isFalse();
    assertThat(ejection.failed()).isTrue();
    assertThat(ejection.isActive()).isTrue();
  }

  @Test
  void each_repetition_lasts_twice_as_long_up_to_a_bound() {
    for (int seconds : new int[] {2, 4, 8, 16, 30, 30, 30}) {
      ejection.eject();
      assertThat(ejection.until() - now).isEqualTo(Duration.ofSeconds(seconds).toNanos());
      pass(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void a_long_time_without_one_resets_its_length() {
    ejection.eject();
    pass(Duration.ofSeconds(33));
    ejection.eject();
    assertThat(ejection.until() - now).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void failures_that_come_in_late_do_not_lengthen_it() {
    assertThat(ejection.eject()).isTrue();
    assertThat(ejection.eject()).isFalse();
    assertThat(ejection.until() - now).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void can_be_lifted_and_switched_off() {
    ejection.eject();
    ejection.lift();
    assertThat(ejection.isActive()).isFalse();

    Ejection off =
        new Ejection(
            new EjectionProperties(false, 3, Duration.ofSeconds(2), Duration.ofSeconds(30)),
            () -> now);
    assertThat(off.eject()).isFalse();
    assertThat(off.isActive()).isFalse();
  }
}
