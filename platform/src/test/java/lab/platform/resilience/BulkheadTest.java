package lab.platform.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BulkheadTest {
  private final CountDownLatch release = new CountDownLatch(1);

  private Supplier<String> held() {
    return () -> {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return "done";
    };
  }

  @Test
  void refuses_a_call_that_waits_too_long_and_recovers() throws Exception {
    var bulkhead = new Bulkhead("the store", 1, Duration.ofMillis(1));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = executor.submit(() -> bulkhead.call(held()));
      await().until(() -> bulkhead.active() == 1);

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> bulkhead.call(() -> "never"))
          .withMessage("too many wait for the store");
      release.countDown();
      assertThat(first.get()).isEqualTo("done");
    }
    assertThat(bulkhead.active()).isZero();
    assertThat(bulkhead.call(() -> "next")).isEqualTo("next");
  }

  @Test
  void others_wait_for_their_turn_and_can_be_interrupted() throws Exception {
    var bulkhead = new Bulkhead("the store", 1, Duration.ofMinutes(1));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = executor.submit(() -> bulkhead.call(held()));
      await().until(() -> bulkhead.active() == 1);
      Future<String> second = executor.submit(() -> bulkhead.call(() -> "second"));
      await().until(() -> bulkhead.waiting() == 1);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> bulkhead.call(() -> "never"))
          .withMessage("interrupted while waiting for the store");
      assertThat(Thread.interrupted()).isTrue();

      release.countDown();
      assertThat(first.get()).isEqualTo("done");
      assertThat(second.get()).isEqualTo("second");
    }
  }
}
