package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lab.loadtest.Distrusted;
import org.junit.jupiter.api.Test;

/** Actions after a delay, and waiting with a time limit. */
class LaterTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void returns_when_it_began_once_it_is_done() throws Exception {
    long before = System.nanoTime();
    var done = new AtomicBoolean();
    try (Later later = Later.after(Duration.ZERO, () -> done.set(true))) {
      assertThat(later.begunAtNanos()).isBetween(before, System.nanoTime());
      assertThat(done).isTrue();
    }
  }

  @Test
  void a_failed_action_makes_the_measurement_untrusted() {
    try (Later later =
        Later.after(
            Duration.ZERO,
            () -> {
              throw new IllegalStateException("stuck");
            })) {
      assertThatThrownBy(later::begunAtNanos)
          .isInstanceOf(Distrusted.class)
          .hasMessageContaining("stuck");
    }
  }

  @Test
  void does_not_begin_after_it_was_closed() {
    var done = new AtomicBoolean();
    Later later = Later.after(NEVER, () -> done.set(true));
    later.close();

    assertThatThrownBy(later::begunAtNanos).isInstanceOf(Distrusted.class);
    assertThat(done).isFalse();
  }

  @Test
  void close_waits_for_what_has_begun_even_in_an_interrupted_thread() throws Exception {
    var begun = new CountDownLatch(1);
    var done = new AtomicBoolean();
    Later later =
        Later.after(
            Duration.ZERO,
            () -> {
              begun.countDown();
              done.set(true);
            });
    begun.await();
    Thread.currentThread().interrupt();
    later.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).isTrue();
  }

  @Test
  void waits_until_the_condition_holds_or_the_time_is_over() throws Exception {
    var looks = new AtomicInteger();

    assertThat(Patience.until(NEVER, () -> looks.incrementAndGet() == 3)).isTrue();
    assertThat(Patience.until(Duration.ZERO, () -> false)).isFalse();
    assertThat(looks).hasValue(3);
  }
}
