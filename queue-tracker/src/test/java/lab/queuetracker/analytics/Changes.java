package lab.queuetracker.analytics;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lab.queuetracker.prediction.SimulatedDay;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Change.Kind;
import lab.queuetracker.queue.Queue;
import org.jspecify.annotations.Nullable;

/** Test data: changes of lines. */
final class Changes {
  private static final SimulatedDay.Settings BUSY =
      new SimulatedDay.Settings(DayOfWeek.MONDAY, 900, 2, Duration.ofSeconds(90), 0.05);

  private Changes() {}

  private record Event(long at, Kind kind, @Nullable Duration waited) {}

  static Change change(
      String location, long version, Kind kind, int length, long at, @Nullable Long waited) {
    var queue = new Queue(location, length, version, Instant.ofEpochMilli(at));
    return new Change(queue, kind, waited == null ? null : Duration.ofMillis(waited));
  }

  /**
   * A busy day at a place, on which everybody took a ticket.
   *
   * @param midnight milliseconds since 1970, when the day begins there
   * @param clock the speed of the clock that measures stays: 1 is right
   */
  static List<Change> day(String location, long midnight, long seed, double clock) {
    var events =
        SimulatedDay.of(BUSY, seed).customers().stream()
            .flatMap(customer -> {
              long joined = midnight + (long) (1_000 * customer.arrived());
              long ended = midnight + (long) (1_000 * customer.left());
              Kind kind = customer.serviceTime().isZero() ? Kind.NO_SHOW : Kind.SERVED;
              var stay = Duration.ofMillis((long) (clock * (ended - joined)));
              return Stream.of(new Event(joined, Kind.JOINED, null), new Event(ended, kind, stay));
            })
            .sorted(Comparator.comparingLong(Event::at).thenComparing(Event::kind))
            .toList();
    var changes = new ArrayList<Change>();
    int length = 0;
    for (Event event : events) {
      length += event.kind == Kind.JOINED ? 1 : -1;
      var queue = new Queue(location, length, changes.size() + 2, Instant.ofEpochMilli(event.at));
      changes.add(new Change(queue, event.kind, event.waited));
    }
    return changes;
  }

  static byte[] json(Change change) {
    var queue = change.queue();
    String waited = change.waited() == null ? "" : ",\"waited_ms\":" + change.waited().toMillis();
    return "{\"location\":\"%s\",\"length\":%d,\"version\":%d,\"kind\":\"%s\",\"at\":\"%s\"%s}"
        .formatted(
            queue.location(),
            queue.length(),
            queue.version(),
            change.kind().label(),
            queue.updatedAt(),
            waited)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What the changes of one place add up to, without any store. */
  static AnalyticsView view(String location, List<Change> changes, long aheadOfUtc) {
    var sums = new WeekSums(_ -> aheadOfUtc);
    var line = fold(changes, sums);
    var hours = new TreeMap<Integer, HourSums>();
    sums.hours().forEach((hour, sum) -> hours.put(hour.ofWeek(), sum));
    return AnalyticsView.of(location, Optional.ofNullable(line), hours);
  }

  static @Nullable LineState fold(List<Change> changes, WeekSums sums) {
    LineState line = null;
    for (Change change : changes) {
      line = LineState.after(line, change, sums);
    }
    return line;
  }
}
