package lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class DurationsProperties {
  @Property
  void a_duration_in_milliseconds_is_read_as_it_was_written(
      @ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
    assertThat(Durations.parse(millis + "ms")).isEqualTo(Duration.ofMillis(millis));
  }

  @Property
  void no_millisecond_of_seconds_with_a_fraction_is_lost(
      @ForAll @BigRange(min = "0", max = "999999999.999") @Scale(3) BigDecimal seconds) {
    assertThat(Durations.parse(seconds.toPlainString() + "s"))
        .isEqualTo(Duration.ofMillis(seconds.movePointRight(3).longValueExact()));
  }

  @Property
  void the_units_are_multiples_of_each_other(
      @ForAll @LongRange(min = 0, max = 9_999_999) long count) {
    assertThat(Durations.parse(count + "m")).isEqualTo(Durations.parse(60 * count + "s"));
  }

  @Property
  void what_is_one_can_be_read_and_what_is_not_cannot(@ForAll String text) {
    assertThat(Durations.isOne(text)).isEqualTo(isRead(text));
  }

  private static boolean isRead(String text) {
    try {
      return !Durations.parse(text).isNegative();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
