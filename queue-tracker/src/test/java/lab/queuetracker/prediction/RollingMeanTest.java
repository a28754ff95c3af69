package lab.queuetracker.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollingMeanTest {
  @Test
  void is_the_mean_of_the_last_waits() {
    var mean = new RollingMean(3);
    assertThat(mean.estimate()).isZero();

    mean.waited(Duration.ofSeconds(10));
    assertThat(mean.estimate()).hasSeconds(10);

    mean.waited(Duration.ofSeconds(20));
    mean.waited(Duration.ofSeconds(30));
    mean.waited(Duration.ofSeconds(40));
    assertThat(mean.estimate()).hasSeconds(30);
  }

  @Test
  void counts_one_wait_at_least() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RollingMean(0));
  }
}
