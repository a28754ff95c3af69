package lab.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetRaceTest {
  private static final int WORKERS = 8;
  private static final int EACH = 2_000;

  @Test
  void many_threads_share_out_each_token_once() throws Exception {
    int burst = 5_000;
    RetryBudget budget = new RetryBudget(new RetryProperties.Budget(0, 0, burst), () -> 0);
    CyclicBarrier start = new CyclicBarrier(WORKERS);
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      var granted =
          IntStream.range(0, WORKERS).mapToObj(_ -> workers.submit(() -> withdraw(budget, start)));
      int total = 0;
      for (Future<Integer> future : granted.toList()) {
        total += future.get();
      }
      assertThat(total).isEqualTo(burst);
    }
  }

  private static int withdraw(RetryBudget budget, CyclicBarrier start) throws Exception {
    start.await();
    int granted = 0;
    for (int i = 0; i < EACH; i++) {
      granted += budget.withdraw() ? 1 : 0;
    }
    return granted;
  }
}
