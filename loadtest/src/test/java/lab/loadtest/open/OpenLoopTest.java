package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lab.loadtest.Distrusted;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  @Test
  void wrong_responses_and_failures_are_counted_and_have_no_latency() throws Exception {
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
  void latency_counts_from_the_due_time_and_late_requests_are_counted() throws Exception {
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
        .isInstanceOf(Distrusted.class)
        .hasMessageContaining("fell behind");
  }

  @Test
  void less_than_one_percent_may_be_late() throws Exception {
    Histogram none = new Histogram(2);

    assertThat(new OpenLoop.Outcome(none, 101, 0, 1).trusted().sent()).isEqualTo(101);
    assertThat(new OpenLoop.Outcome(none, 100, 0, 1).behind()).isTrue();
    assertThat(new OpenLoop.Outcome(none, 10, 0, 0).behind()).isFalse();
  }

  @Test
  void a_request_without_a_response_has_failed() throws Exception {
    OpenLoop.Outcome outcome =
        new OpenLoop(100, Duration.ofMillis(50), Duration.ZERO)
            .run(n -> n == 3 ? new CompletableFuture<>() : CompletableFuture.completedFuture(true));

    assertThat(outcome.sent()).isEqualTo(5);
    assertThat(outcome.failed()).isEqualTo(1);
    assertThat(outcome.latency().getTotalCount()).isEqualTo(4);
  }

  @Test
  void requests_are_numbered_and_none_is_sent_before_it_is_due() throws Exception {
    var sent = new java.util.ArrayList<Long>();
    long begin = System.nanoTime();
    new OpenLoop(100, Duration.ofMillis(100))
        .run(n -> {
          assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(n * 10_000_000);
          sent.add(n);
          return CompletableFuture.completedFuture(true);
        });
    assertThat(sent).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void an_interrupted_loop_ends() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() ->
            new OpenLoop(1, Duration.ofMinutes(1))
                .run(_ -> CompletableFuture.completedFuture(true)))
        .isInstanceOf(InterruptedException.class);
  }

  private static void stall() {
    try {
      Thread.sleep(400);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
