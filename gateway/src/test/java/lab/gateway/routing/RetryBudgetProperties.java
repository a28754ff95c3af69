package lab.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RetryBudgetProperties {
  private long now;

  /**
   * Steps: up to 50 is a request that retries, 51 to 70 one that does not, above that milliseconds
   * that pass.
   */
  @Property
  void grants_no_more_than_its_ratio_its_minimum_and_its_burst(
      @ForAll @DoubleRange(max = 1) double ratio,
      @ForAll @DoubleRange(max = 20) double minPerSecond,
      @ForAll @DoubleRange(min = 1, max = 20) double burst,
      @ForAll @Size(max = 300) List<@IntRange(max = 100) Integer> steps) {
    now = 0;
    RetryBudget budget =
        new RetryBudget(new RetryProperties.Budget(ratio, minPerSecond, burst), () -> now);
    int requests = 0;
    int retries = 0;
    for (int step : steps) {
      if (step > 70) {
        now += Duration.ofMillis(step).toNanos();
      } else {
        requests++;
        budget.deposit();
        boolean granted = budget.withdraw();
        if (granted && step > 50) {
          budget.refund();
        } else {
          retries += granted ? 1 : 0;
        }
      }
      double earned = ratio * requests + minPerSecond * now / 1e9 + burst;
      assertThat((double) retries).isLessThanOrEqualTo(earned + 1e-6);
    }
  }

  @Property
  void keeps_half_for_requests_without_an_alternative(
      @ForAll @IntRange(min = 2, max = 50) int burst) {
    RetryBudget budget = new RetryBudget(new RetryProperties.Budget(0, 0, burst), () -> 0);
    int spare = 0;
    while (budget.withdrawSpare()) {
      spare++;
    }
    assertThat(spare).isEqualTo(burst / 2);
    int rest = 0;
    while (budget.withdraw()) {
      rest++;
    }
    assertThat(spare + rest).isEqualTo(burst);
  }

  @Property
  void never_starves_a_quiet_service(@ForAll @IntRange(min = 1, max = 50) int spent) {
    now = 0;
    RetryBudget budget = new RetryBudget(new RetryProperties.Budget(0.2, 10, 100), () -> now);
    for (int i = 0; i < spent + 100; i++) {
      budget.withdraw();
    }
    assertThat(budget.withdraw()).isFalse();
    now += Duration.ofMillis(101).toNanos();
    assertThat(budget.withdraw()).isTrue();
  }
}
