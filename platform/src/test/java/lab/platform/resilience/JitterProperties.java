package lab.platform.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class JitterProperties {
  @Property
  void stays_within_its_part_of_the_time(
      @ForAll @LongRange(min = 1, max = 100_000_000) long millis,
      @ForAll @DoubleRange(max = 0.99) double part) {
    long jittered = new Jitter(part).nanos(Duration.ofMillis(millis));

    assertThat((double) jittered)
        .isBetween(millis * 1e6 * (1 - part) - 1, millis * 1e6 * (1 + part) + 1);
    assertThat(new Jitter(part).millis(Duration.ofMillis(millis))).isPositive();
  }
}
