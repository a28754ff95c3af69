package lab.loadtest.queuetracker.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People in the lines of a service that is one HTTP server. */
@Timeout(120)
class TrafficIT {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private static Traffic.Settings noon(double speed, int rate) {
    return new Traffic.Settings(100, speed, rate, 17, LocalTime.NOON);
  }

  /** Runs the traffic until this holds, and stops it. */
  private static Totals runUntil(Traffic traffic, Predicate<Totals> then)
      throws InterruptedException {
    var seconds = new AtomicInteger();
    var run =
        Thread.ofVirtual()
            .start(() -> {
              try {
                traffic.run(null, _ -> seconds.incrementAndGet());
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    await().atMost(BOUND).until(() -> then.test(traffic.totals()) && seconds.get() > 0);
    traffic.stop();
    run.join();
    return traffic.totals();
  }

  @Test
  void people_join_are_served_do_not_show_up_and_leave() throws Exception {
    try (var toy = new ToyQueues();
        var traffic = new Traffic(toy.url(), noon(1_000, 1_000))) {
      assertThat(traffic.places()).isEqualTo(ToyQueues.PLACES);
      var totals = runUntil(traffic, so -> so.served() > 100 && so.noShows() > 0 && so.left() > 0);

      assertThat(totals.errors()).isZero();
      assertThat(totals.joined()).isBetween(1L, (long) toy.count("join"));
      assertThat(totals.served()).isLessThanOrEqualTo(toy.count("served"));
      assertThat(totals.left()).isLessThanOrEqualTo(toy.count("leave"));
    }
  }

  @Test
  void people_who_were_there_before_are_called_like_everybody_else() throws Exception {
    try (var toy = new ToyQueues();
        var traffic = new Traffic(toy.url(), noon(1_000, 1_000))) {
      toy.stand("place_0");
      runUntil(traffic, _ -> !toy.isBeforeInLine("place_0"));
    }
  }

  @Test
  void a_low_rate_slows_time_down() throws Exception {
    try (var toy = new ToyQueues();
        var traffic = new Traffic(toy.url(), noon(1_000, 5))) {
      assertThat(traffic.speed()).isLessThan(200);
      long begin = System.nanoTime();
      traffic.run(Duration.ofSeconds(2), _ -> {});
      double seconds = (System.nanoTime() - begin) / 1e9;
      int sent = toy.count("join") + toy.count("served") + toy.count("refused");
      assertThat((double) sent)
          .as("one at the start, then five per second")
          .isBetween(1.0, 1 + 5 * seconds);
    }
  }

  @Test
  void errors_are_counted_and_people_keep_coming() throws Exception {
    try (var toy = new ToyQueues();
        var traffic = new Traffic(toy.url(), noon(1_000, 1_000))) {
      toy.status = 503;
      assertThat(runUntil(traffic, so -> so.errors() > 20).joined()).isZero();
    }
  }

  @Test
  void does_not_begin_without_a_queue_tracker() {
    assertThatThrownBy(() -> new Traffic(URI.create("http://127.0.0.1:1"), noon(1, 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("http://127.0.0.1:1 does not answer. Is the lab up?");
  }
}
