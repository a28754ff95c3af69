package lab.runner.trial.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lab.runner.experiment.ExperimentTrouble;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  @Test
  void wrong_answers_and_failures_are_counted_and_have_no_latency() throws Exception {
    OpenLoop.Outcome outcome =
        new OpenLoop(1_000, Duration.ofMillis(100))
            .run(n ->
                switch ((int) (n % 4)) {
                  case 0 -> CompletableFuture.completedFuture(false);
                  case 1 -> CompletableFuture.failedFuture(new IllegalStateException("no"));
                  default -> CompletableFuture.completedFuture(true);
                });

    assertThat(outcome.sent()).isEqualTo(100);
    assertThat(outcome.failed()).isEqualTo(50);
    assertThat(outcome.latency().getTotalCount()).isEqualTo(50);
  }

  @Test
  void latency_counts_from_when_a_request_was_due_and_late_ones_are_noticed() throws Exception {
    OpenLoop.Outcome outcome =
        new OpenLoop(100, Duration.ofMillis(100))
            .run(n -> {
              if (n == 0) {
                stall();
              }
              return CompletableFuture.completedFuture(true);
            });

    assertThat(outcome.late()).isPositive();
    assertThat(outcome.millis(50)).isGreaterThan(200);
    assertThatThrownBy(outcome::trusted)
        .isInstanceOf(ExperimentTrouble.class)
        .hasMessageContaining("fell behind");
  }

  @Test
  void one_in_a_hundred_may_be_late() throws Exception {
    Histogram none = new Histogram(2);

    assertThat(new OpenLoop.Outcome(none, 100, 0, 1).trusted().sent()).isEqualTo(100);
    assertThat(new OpenLoop.Outcome(none, 100, 0, 2).behind()).isTrue();
  }

  private static void stall() {
    try {
      Thread.sleep(400);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
