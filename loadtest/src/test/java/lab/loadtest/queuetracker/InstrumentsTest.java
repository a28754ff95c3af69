package lab.loadtest.queuetracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a clock that the test advances. */
class InstrumentsTest {
  private final ToyTracker tracker = new ToyTracker(2);
  private final QueueApi api = new QueueApi(tracker.uri());
  private final AtomicLong clock = new AtomicLong(1_000_000_000);

  @AfterEach
  void close() {
    api.close();
    tracker.close();
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void measures_the_time_from_a_change_to_a_screen() {
    ChangeLog changes = new ChangeLog(api, List.of("place_0", "place_1"), clock::get);
    Screen screen = new Screen(changes, 0);
    screen.show(0, 10);
    assertThat(changes.change(0).join()).isTrue();
    pass(30);
    assertThat(changes.change(2).join()).isTrue(); // the second change of the same line
    pass(20);

    screen.show(1, 100);
    screen.show(2, 100);

    assertThat(changes.length(0)).isEqualTo(2);
    assertThat(changes.figures().delay().getTotalCount()).isEqualTo(2);
    assertThat(changes.figures().delay().getMinValue()).isEqualTo(20_000 / 8 * 8);
    assertThat(changes.figures().delay().getValueAtPercentile(100)).isBetween(50_000L, 50_050L);
    assertThat(changes.figures().bytes().sum()).isEqualTo(210);
    assertThat(changes.figures().backwards().sum()).isZero();
  }

  @Test
  void an_overtaken_change_counts_with_the_later_one_and_going_back_is_counted() {
    ChangeLog changes = new ChangeLog(api, List.of("place_0"), clock::get);
    Screen screen = new Screen(changes, 0);
    assertThat(screen.lit()).isFalse();
    screen.show(-1, 1);
    assertThat(screen.lit()).isFalse();
    screen.show(0, 1);
    for (int i = 0; i < 3; i++) {
      changes.change(i).join();
    }
    screen.show(3, 1);
    screen.show(2, 1);

    assertThat(changes.figures().delay().getTotalCount()).isEqualTo(3);
    assertThat(changes.figures().backwards().sum()).isEqualTo(1);
    assertThat(screen.shows(3)).isTrue();
    assertThat(screen.shows(4)).isFalse();
    changes.restart();
    assertThat(changes.figures().delay().getTotalCount()).isZero();
  }

  @Test
  void a_change_that_fails_is_not_acknowledged() {
    ChangeLog changes = new ChangeLog(api, List.of("place_0"), clock::get);
    tracker.lines.status = 503;

    assertThat(changes.change(0).join()).isFalse();
    assertThat(changes.length(0)).isZero();
  }

  @Test
  void a_response_is_as_old_as_the_acknowledgement_of_the_next_length() throws Exception {
    AgedLine line = AgedLine.begin(api, "place_0", clock::get);
    Ages ages = new Ages();
    line.change().join();
    pass(40);
    line.change().join();
    pass(60);

    tracker.lines.stale = 1; // the second change is missing
    line.read(ages).join();
    assertThat(ages.oldest()).isEqualTo(60);
    tracker.lines.stale = 2; // and the first one, too
    line.read(ages).join();
    assertThat(ages.oldest()).isEqualTo(100);
    tracker.lines.stale = 0;
    line.read(ages).join();
    line.read(ages).join();

    assertThat(ages.stale()).isEqualTo(0.5);
    assertThat(ages.hits()).isEqualTo(0.5);
    assertThat(ages.percentile(50)).isZero();
  }

  @Test
  void a_response_from_before_the_run_is_as_old_as_the_run() throws Exception {
    AgedLine line = AgedLine.begin(api, "place_0", clock::get);
    Ages ages = new Ages();
    pass(70);
    tracker.lines.stale = 5_000;

    line.read(ages).join();

    assertThat(ages.oldest()).isEqualTo(70);
  }

  @Test
  void consecutive_runs_use_different_lengths() throws Exception {
    var _ = AgedLine.begin(api, "place_0", clock::get);
    assertThat(tracker.lines.length("place_0")).isEqualTo(5_000);
    var _ = AgedLine.begin(api, "place_0", clock::get);
    assertThat(tracker.lines.length("place_0")).isZero();
  }

  @Test
  void a_request_without_a_response_has_no_age() throws Exception {
    AgedLine line = AgedLine.begin(api, "place_0", clock::get);
    Ages ages = new Ages();
    tracker.lines.status = 500;

    assertThat(line.read(ages).join()).isFalse();
    assertThat(ages.stale()).isNaN();
  }
}
