package lab.loadtest.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lab.loadtest.NotSeeded;
import lab.loadtest.ledger.Seeding.Answer;
import lab.loadtest.ledger.Seeding.Order;
import org.junit.jupiter.api.Test;

class SeedingTest {
  private final Seeding<String> seeding = new Seeding<>("toys", "POST /toys", 0);
  private final AtomicInteger ordered = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  /** The first one is created last. */
  @Test
  void results_have_the_order_of_their_orders() throws Exception {
    var others = new CountDownLatch(4);

    List<String> made =
        seeding.make(
            5,
            () -> {
              int number = ordered.incrementAndGet();
              return () -> {
                if (number == 1) {
                  others.await();
                }
                others.countDown();
                return new Answer.Made<>("toy " + number);
              };
            });

    assertThat(made).containsExactly("toy 1", "toy 2", "toy 3", "toy 4", "toy 5");
  }

  @Test
  void a_failed_order_is_repeated_and_may_succeed_at_the_fifth_attempt() throws Exception {
    assertThat(
            seeding.make(
                1,
                () -> {
                  ordered.incrementAndGet();
                  return () ->
                      switch (asked.incrementAndGet()) {
                        case 1, 3 -> throw new IOException("reset");
                        case 5 -> new Answer.Made<>("toy");
                        default -> new Answer.Failed<>("status-503");
                      };
                }))
        .containsExactly("toy");
    assertThat(ordered).hasValue(1);
    assertThat(asked).hasValue(5);
  }

  @Test
  void five_failures_end_it_with_the_last_reason() {
    assertThatThrownBy(() ->
            make(() ->
                new Answer.Failed<>(asked.incrementAndGet() < 5 ? "status-500" : "status-503: no")))
        .isInstanceOf(NotSeeded.class)
        .hasMessage(
            "The toys to read could not be created: POST /toys failed 5 times, last with"
                + " status-503: no");
    assertThat(asked).hasValue(5);
  }

  @Test
  void a_connection_failure_is_retried_and_a_bug_is_not() {
    assertThatThrownBy(() ->
            make(() -> {
              throw new IOException("refused");
            }))
        .hasMessageContaining("last with connection: java.io.IOException: refused");
    assertThatThrownBy(() ->
            make(() -> {
              asked.incrementAndGet();
              throw new IllegalStateException("a bug");
            }))
        .hasMessage("The toys to read could not be created: a bug");
    assertThat(asked).hasValue(1);
  }

  /** The first eight of thirty wait for each other, and then briefly for a ninth. */
  @Test
  void at_most_eight_requests_are_in_flight() throws Exception {
    var eight = new CountDownLatch(8);
    var tooMany = new CountDownLatch(9);
    var now = new AtomicInteger();
    var most = new AtomicInteger();

    List<String> made =
        seeding.make(
            30,
            () ->
                () -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  eight.countDown();
                  tooMany.countDown();
                  eight.await();
                  var _ = tooMany.await(200, TimeUnit.MILLISECONDS);
                  now.decrementAndGet();
                  return new Answer.Made<>("toy");
                });

    assertThat(made).hasSize(30);
    assertThat(most).hasValue(8);
  }

  private void make(Order<String> order) throws NotSeeded, InterruptedException {
    var _ = seeding.make(1, () -> order);
  }
}
