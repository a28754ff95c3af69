package lab.urlshortener.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import lab.platform.resilience.StoreUnavailableException;
import org.junit.jupiter.api.Test;

class IdAllocatorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicLong leases = new AtomicLong();

  private IdRange leaseOf(int size) {
    long number = leases.getAndIncrement();
    return new IdRange(number * size, (number + 1) * size);
  }

  @Test
  void issues_every_id_of_a_range_once_and_in_order() {
    var ids = new IdAllocator(() -> leaseOf(4), PATIENCE);

    assertThat(List.of(ids.next(), ids.next(), ids.next(), ids.next(), ids.next()))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void never_issues_an_id_to_two_of_many_threads() throws Exception {
    int workers = 16;
    int each = 5_000;
    var ids = new IdAllocator(() -> leaseOf(7), PATIENCE);
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    var barrier = new CyclicBarrier(workers);
    Callable<Void> worker =
        () -> {
          barrier.await();
          for (int i = 0; i < each; i++) {
            assertThat(seen.add(ids.next())).isTrue();
          }
          return null;
        };
    runAll(workers, worker);

    assertThat(seen).hasSize(workers * each);
  }

  @Test
  void fetches_the_next_range_before_the_current_one_is_used_up() {
    var ids = new IdAllocator(() -> leaseOf(10), PATIENCE);
    for (int i = 0; i < 6; i++) {
      ids.next();
    }

    await().atMost(PATIENCE).until(() -> leases.get() == 2);
    assertThat(ids.remaining()).isEqualTo(14);
  }

  @Test
  void fetches_ahead_however_soon_the_middle_of_a_new_range_is_passed() {
    for (int round = 0; round < 2_000; round++) {
      leases.set(0);
      var ids = new IdAllocator(() -> leaseOf(2), PATIENCE);
      ids.next();

      await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> leases.get() == 2);
    }
  }

  @Test
  void gives_up_in_bounded_time_without_a_range() {
    var hanging = new CountDownLatch(1);
    var ids =
        new IdAllocator(
            () -> {
              awaitQuietly(hanging);
              throw new StoreUnavailableException("still down");
            },
            Duration.ofMillis(100));

    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(ids::next);
    hanging.countDown();
  }

  @Test
  void asks_again_after_a_failed_lease() {
    var failures = new AtomicLong(3);
    var ids =
        new IdAllocator(
            () -> {
              if (failures.getAndDecrement() > 0) {
                throw new StoreUnavailableException("down");
              }
              return leaseOf(10);
            },
            PATIENCE);

    assertThat(ids.next()).isZero();
  }

  @Test
  void discards_the_whole_range_of_an_id() {
    var ids = new IdAllocator(() -> leaseOf(1000), PATIENCE);
    long taken = ids.next();
    ids.discard(taken);

    assertThat(ids.next()).isEqualTo(1000);
    ids.discard(taken);
    assertThat(ids.next()).isEqualTo(1001);
  }

  private static void runAll(int workers, Callable<Void> worker) throws Exception {
    try (var executor = Executors.newFixedThreadPool(workers)) {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(executor.submit(worker));
      }
      for (var one : running) {
        one.get();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
