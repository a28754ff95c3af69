package lab.queuetracker.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.queuetracker.analytics.AnalyticsView.BusyHour;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Change.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AnalyticsViewTest {
  /** A Monday at midnight in Seattle, solar time. */
  private static final long MONDAY = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();

  private static final long SEATTLE = HourOfWeek.aheadOfUtc(-122.33);
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final String PLACE = "starbucks_1";

  @Test
  void where_nothing_happened_every_figure_is_null() {
    var view = Changes.view(PLACE, List.of(), 0);

    assertThat(view.arrivals()).isZero();
    assertThat(view.arrivalsPerHour()).isNull();
    assertThat(view.serviceRatePerHour()).isNull();
    assertThat(view.averageWaitSeconds()).isNull();
    assertThat(view.busiestHours()).isEmpty();
    assertThat(view.littlesLaw().meanLength()).isNull();
    assertThat(view.littlesLaw().holds()).isNull();
  }

  /** Arrivals a minute apart, starting on the hour, each staying for half a minute. */
  @Test
  void the_busiest_hours_are_in_the_places_local_time() {
    var pattern =
        new TreeMap<>(
            Map.of(
                30, 4, // Tuesday at six
                8, 12, // Monday at eight
                17, 9, 9, 6, 12, 10, 20, 1, 22, 2));
    var changes = new ArrayList<Change>();
    pattern.forEach((hour, arrivals) -> {
      for (int i = 0; i < arrivals; i++) {
        long at = MONDAY + hour * 60 * MINUTE + i * MINUTE;
        int version = changes.size() + 2;
        changes.add(Changes.change(PLACE, version, Kind.JOINED, 1, at, null));
        changes.add(
            Changes.change(PLACE, version + 1, Kind.SERVED, 0, at + MINUTE / 2, MINUTE / 2));
      }
    });
    var view = Changes.view(PLACE, changes, SEATTLE);

    assertThat(view.busiestHours())
        .containsExactly(
            new BusyHour("monday", 8, 12, 0.1),
            new BusyHour("monday", 12, 10, 10 / 120.0),
            new BusyHour("monday", 17, 9, 9 / 120.0),
            new BusyHour("monday", 9, 6, 6 / 120.0),
            new BusyHour("tuesday", 6, 4, 2.0 / 3.5));
    assertThat(view.averageWaitSeconds()).isEqualTo(30);
    assertThat(view.serviceRatePerHour()).isCloseTo(120, within(1e-9));
  }

  @Test
  void an_hour_counts_over_all_weeks() {
    var changes = new ArrayList<Change>();
    for (int week = 0; week < 3; week++) {
      long at = MONDAY + week * 7 * 24 * 60 * MINUTE;
      int version = changes.size() + 2;
      changes.add(Changes.change(PLACE, version, Kind.READ, 2, at, null));
      changes.add(Changes.change(PLACE, version + 1, Kind.JOINED, 3, at + MINUTE, null));
      changes.add(Changes.change(PLACE, version + 2, Kind.LEFT, 2, at + 60 * MINUTE, null));
    }
    var view = Changes.view(PLACE, changes, SEATTLE);

    assertThat(view.busiestHours()).containsExactly(new BusyHour("monday", 0, 1, 2 + 59 / 60.0));
    assertThat(view.arrivalsPerHour()).isEqualTo(1);
    assertThat(view.left()).isEqualTo(3);
    assertThat(view.serviceRatePerHour()).isZero();
  }

  @Property(tries = 20)
  void a_whole_day_adds_up_and_littles_law_is_exact(@ForAll long seed) {
    List<Change> day = Changes.day(PLACE, MONDAY, seed, 1);
    var view = Changes.view(PLACE, day, SEATTLE);

    assertThat(view.arrivals()).isEqualTo(day.size() / 2);
    assertThat(view.served() + view.noShow()).isEqualTo(view.arrivals());
    assertThat(view.busiestHours()).allMatch(hour -> hour.weekday().equals("monday"));
    assertThat(view.littlesLaw().relativeGap()).isLessThan(1e-9);
    assertThat(view.littlesLaw().tolerance()).isLessThan(1e-5);
    assertThat(view.littlesLaw().holds()).isTrue();
  }

  @Property(tries = 200)
  void littles_law_holds_at_any_moment(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.9) double from,
      @ForAll @DoubleRange(max = 1) double to) {
    List<Change> day = Changes.day(PLACE, MONDAY, seed, 1);
    int begin = (int) (from * day.size());
    int end = begin + (int) (to * (day.size() - begin));
    var law = Changes.view(PLACE, day.subList(begin, end), SEATTLE).littlesLaw();

    assertThat(law.holds()).isNotEqualTo(false);
  }

  @Property(tries = 20)
  void a_wrong_clock_is_found(@ForAll long seed) {
    var law = Changes.view(PLACE, Changes.day(PLACE, MONDAY, seed, 0.9), SEATTLE).littlesLaw();

    assertThat(law.relativeGap()).isCloseTo(0.1, within(1e-3));
    assertThat(law.holds()).isFalse();
  }

  /** As reported by three instances, one of whose clocks is 40 ms fast. */
  @Property(tries = 20)
  void clocks_that_differ_a_little_are_tolerated(@ForAll long seed) {
    var day = new ArrayList<>(Changes.day(PLACE, MONDAY, seed, 1));
    var joined = new TreeMap<Long, Long>();
    for (int i = 0; i < day.size(); i++) {
      var change = day.get(i);
      long at = change.queue().updatedAt().toEpochMilli();
      long told = at + (i % 3 == 0 ? 40 : 0);
      Long stay = null;
      if (change.kind() == Kind.JOINED) {
        joined.put(at, told);
      } else if (change.waited() != null) {
        stay = told - joined.getOrDefault(at - change.waited().toMillis(), told);
      }
      day.set(i, Changes.change(PLACE, i + 2, change.kind(), change.queue().length(), told, stay));
    }
    assertThat(Changes.view(PLACE, day, SEATTLE).littlesLaw().holds()).isTrue();
  }

  @Test
  void an_hour_of_the_week_begins_with_monday() {
    assertThat(HourOfWeek.of(0)).isEqualTo((DayOfWeek.THURSDAY.getValue() - 1) * 24);
    assertThat(HourOfWeek.of(-1)).isEqualTo(2 * 24 + 23);
    assertThat(HourOfWeek.of(MONDAY + SEATTLE)).isZero();
    assertThat(HourOfWeek.of(MONDAY + SEATTLE - 1)).isEqualTo(HourOfWeek.COUNT - 1);
    assertThat(HourOfWeek.aheadOfUtc(139.77)).isEqualTo(Duration.ofHours(9).toMillis());
  }
}
