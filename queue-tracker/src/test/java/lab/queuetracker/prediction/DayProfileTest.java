package lab.queuetracker.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DayProfileTest {
  @Test
  void a_weekday_has_a_mean_of_one_and_the_weekend_less() {
    assertThat(mean(DayOfWeek.MONDAY)).isCloseTo(1, within(1e-9));
    assertThat(mean(DayOfWeek.FRIDAY)).isCloseTo(1, within(1e-9));
    assertThat(mean(DayOfWeek.SATURDAY)).isBetween(0.7, 0.8);
    assertThat(mean(DayOfWeek.SUNDAY)).isBetween(0.7, 0.8);
  }

  @Test
  void people_come_in_the_morning_at_noon_and_after_work() {
    assertThat(weekday("08:00")).isGreaterThan(weekday("06:30")).isGreaterThan(weekday("10:00"));
    assertThat(weekday("12:00")).isGreaterThan(weekday("10:00")).isGreaterThan(weekday("15:00"));
    assertThat(weekday("18:00")).isGreaterThan(weekday("15:00")).isGreaterThan(weekday("21:00"));
    assertThat(weekday("03:00")).isLessThan(0.1);
  }

  @Property
  void no_factor_is_beyond_the_peak_and_none_jumps(
      @ForAll DayOfWeek day, @ForAll @IntRange(max = 86_398) int second) {
    double now = DayProfile.factor(day, LocalTime.ofSecondOfDay(second));
    double next = DayProfile.factor(day, LocalTime.ofSecondOfDay(second + 1));

    assertThat(now).isBetween(0.05, DayProfile.PEAK);
    assertThat(next).isCloseTo(now, within(0.001));
  }

  private static double weekday(String time) {
    return DayProfile.factor(DayOfWeek.TUESDAY, LocalTime.parse(time));
  }

  private static double mean(DayOfWeek day) {
    return IntStream.range(0, 1_440)
        .mapToDouble(minute -> DayProfile.factor(day, LocalTime.ofSecondOfDay(minute * 60L)))
        .average()
        .orElseThrow();
  }
}
