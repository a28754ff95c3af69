package lab.queuetracker.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Change.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineStateTest {
  private static final String PLACE = "starbucks_1";

  private final WeekSums sums = new WeekSums(_ -> 0);

  private static Change joined(long version) {
    return Changes.change(PLACE, version, Kind.JOINED, (int) version, 1_000 * version, null);
  }

  private LineState fold(Change... changes) {
    return Objects.requireNonNull(Changes.fold(List.of(changes), sums));
  }

  private HourSums all() {
    return sums.hours().values().stream().reduce(HourSums.NONE, HourSums::plus);
  }

  @Test
  void a_repetition_adds_nothing() {
    var once = fold(joined(2), joined(3));
    assertThat(fold(joined(2), joined(3), joined(2), joined(3), joined(3))).isEqualTo(once);
    assertThat(sums.changes()).isEqualTo(4);
  }

  /** A relay that lost 5 and 6 while Kafka accepted 7 sends all three again. */
  @Test
  void a_skipped_change_that_arrives_late_is_counted_once() {
    var line =
        fold(
            joined(2), joined(3), joined(4), joined(7), joined(5), joined(6), joined(7), joined(5));

    assertThat(all().arrivals()).isEqualTo(6);
    assertThat(sums.changes()).isEqualTo(6);
    assertThat(line.version()).isEqualTo(7);
    assertThat(line.missing()).isEmpty();
  }

  @Test
  void time_with_missing_changes_is_not_observed_and_starts_a_new_window() {
    var line = fold(joined(2), joined(4), joined(5));

    assertThat(all().observedMs()).isEqualTo(1_000);
    assertThat(all().lengthMs()).isEqualTo(4_000);
    assertThat(line.tickets().sinceMs()).isEqualTo(4_000);
    assertThat(line.tickets().waiting()).containsExactly(4_000L, 5_000L);
  }

  @Test
  void a_line_first_seen_late_remembers_a_bounded_number_of_missing_changes() {
    assertThat(fold(joined(5)).missing()).containsExactly(2L, 3L, 4L);
    assertThat(fold(joined(2), joined(5_000), joined(7_000)).missing())
        .hasSize(LineState.MOST_MISSING)
        .contains(6_000L, 6_999L);
  }

  @Test
  void a_silence_of_more_than_a_day_is_not_observed() {
    long day = Duration.ofDays(1).toMillis();
    fold(
        Changes.change(PLACE, 2, Kind.READ, 1, 0, null),
        Changes.change(PLACE, 3, Kind.READ, 2, day, null),
        Changes.change(PLACE, 4, Kind.READ, 3, 2 * day + 1, null));
    assertThat(all().observedMs()).isEqualTo(day);
    assertThat(all().lengthMs()).isEqualTo(day);
  }

  @Test
  void people_without_a_ticket_or_from_before_are_not_in_the_window() {
    var line =
        fold(
            Changes.change(PLACE, 2, Kind.READ, 5, 10_000, null),
            Changes.change(PLACE, 3, Kind.SERVED, 4, 11_000, null),
            Changes.change(PLACE, 4, Kind.SERVED, 3, 12_000, 9_000L),
            joined(20));
    assertThat(all().served()).isEqualTo(2);
    assertThat(all().waits()).isEqualTo(1);
    assertThat(line.tickets().ended()).isZero();
  }

  /** The first of three tickets lapses; that it is served later shows no wait. */
  @Test
  void a_stay_ends_when_a_reading_makes_its_ticket_lapse() {
    var line =
        fold(
            joined(2),
            joined(3),
            joined(4),
            Changes.change(PLACE, 5, Kind.READ, 2, 5_000, null),
            Changes.change(PLACE, 6, Kind.SERVED, 2, 6_000, null));
    assertThat(line.tickets().waiting()).containsExactly(3_000L, 4_000L);
    assertThat(line.tickets().ended()).isEqualTo(1);
    assertThat(line.tickets().stayMs()).isEqualTo(3_000);
    assertThat(all().served()).isEqualTo(1);
    assertThat(all().waits()).isZero();
  }

  /**
   * Any stretch may be sent again, any number of times, as long as the relay continues in order.
   */
  @Property(tries = 50)
  void repeated_stretches_change_nothing(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var day = Changes.day(PLACE, 0, seed, 1);
    var sent = new ArrayList<Change>();
    for (int i = 0; i < day.size(); i += 1 + random.nextInt(20)) {
      sent.addAll(day.subList(Math.max(0, i - random.nextInt(20)), i));
      sent.addAll(day.subList(Math.max(0, i - 20), Math.min(day.size(), i + 20)));
    }
    sent.addAll(day);

    assertThat(Changes.view(PLACE, sent, 0)).isEqualTo(Changes.view(PLACE, day, 0));
  }
}
