package lab.queuetracker.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRateTest {
  @Property
  void repeated_observations_are_learned(@ForAll @IntRange(min = 1, max = 3_600) int each) {
    ServiceRate rate = seen(ServiceRate.UNSEEN, Duration.ofSeconds(each), 500);

    assertThat(rate.meanService().toMillis() / (each * 1_000.0)).isBetween(0.95, 1.05);
  }

  @Test
  void about_fifty_services_are_remembered() {
    assertThat(seen(ServiceRate.UNSEEN, Duration.ofMinutes(1), 1_000).shape())
        .isBetween(49.9, 50.0);
    assertThat(seen(ServiceRate.prior(Duration.ofMinutes(1), 900), Duration.ofMinutes(1), 1_000))
        .satisfies(rate -> assertThat(rate.shape()).isBetween(49.9, 50.1));
  }

  @Test
  void a_new_crew_is_noticed() {
    ServiceRate morning = seen(ServiceRate.UNSEEN, Duration.ofSeconds(40), 200);
    ServiceRate evening = seen(morning, Duration.ofSeconds(80), 100);

    assertThat(evening.meanService()).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(84));
  }

  @Test
  void a_customer_who_was_not_there_takes_no_time() {
    var before = new ServiceRate(10, 600);

    assertThat(before.served(Duration.ZERO)).isEqualTo(new ServiceRate(10.8, 588));
  }

  @ParameterizedTest
  @CsvSource({"1.9, 1", "NaN, 1", "Infinity, 1", "2, 0", "2, NaN", "2, Infinity"})
  void knowledge_has_bounds(double shape, double exposure) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ServiceRate(shape, exposure));
  }

  @Test
  void time_is_not_negative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceRate.UNSEEN.served(Duration.ofNanos(-1)));
  }

  private static ServiceRate seen(ServiceRate rate, Duration each, int times) {
    ServiceRate seen = rate;
    for (int i = 0; i < times; i++) {
      seen = seen.served(each);
    }
    return seen;
  }
}
