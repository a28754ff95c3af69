package lab.queuetracker.analytics;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A place's history as clients see it, from the first change counted to the last. A figure without
 * any data yet is null.
 *
 * @param arrivals tickets taken
 * @param left people who left without being served
 * @param arrivalsPerHour over the time in which the line's length was known
 * @param serviceRatePerHour people served per hour, over the part of that time in which somebody
 *     was in line
 * @param averageWaitSeconds of the people served who had a ticket; the text's queue_avg_time
 * @param busiestHours at most {@value #MOST_HOURS}, the busiest first; the text's busy_hours
 */
@JsonNaming(SnakeCaseStrategy.class)
record AnalyticsView(
    String location,
    long arrivals,
    long served,
    long left,
    long noShow,
    @Nullable Double arrivalsPerHour,
    @Nullable Double serviceRatePerHour,
    @Nullable Double averageWaitSeconds,
    List<BusyHour> busiestHours,
    LittlesLawView littlesLaw) {
  private static final int MOST_HOURS = 5;
  private static final double HOUR_MS = Duration.ofHours(1).toMillis();
  private static final double SECOND_MS = 1_000;

  /**
   * An hour of the place's local week.
   *
   * @param arrivalsPerHour an hour that has not been observed completely yet counts as one whole
   *     hour; otherwise a single arrival in its first second would make it the busiest
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record BusyHour(String weekday, int hour, double arrivalsPerHour, double averageLength) {
    private static BusyHour of(int ofWeek, HourSums sums) {
      return new BusyHour(
          DayOfWeek.of(1 + ofWeek / 24).name().toLowerCase(Locale.ROOT),
          ofWeek % 24,
          sums.arrivals() / Math.max(1, sums.observedMs() / HOUR_MS),
          (double) sums.lengthMs() / sums.observedMs());
    }
  }

  /**
   * Little's law for those who took a ticket: {@link TicketWindow}.
   *
   * @param from the start of the window, which has no gap
   * @param until the last change
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record LittlesLawView(
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable Double meanLength,
      @Nullable Double arrivalsPerSecond,
      @Nullable Double meanStaySeconds,
      @Nullable Double relativeGap,
      @Nullable Double tolerance,
      @Nullable Boolean holds) {
    private static final LittlesLawView NOTHING =
        new LittlesLawView(null, null, null, null, null, null, null, null);

    private static LittlesLawView of(LineState line) {
      return line.tickets()
          .until(line.atMs())
          .map(finding ->
              new LittlesLawView(
                  Instant.ofEpochMilli(line.tickets().sinceMs()),
                  Instant.ofEpochMilli(line.atMs()),
                  finding.meanPresent(),
                  finding.arrivalsPerSecond(),
                  finding.meanStay().toNanos() / 1e9,
                  finding.relativeGap(),
                  finding.tolerance(),
                  finding.holds()))
          .orElse(NOTHING);
    }
  }

  static AnalyticsView of(
      String location, Optional<LineState> line, SortedMap<Integer, HourSums> hours) {
    var all = hours.values().stream().reduce(HourSums.NONE, HourSums::plus);
    return new AnalyticsView(
        location,
        all.arrivals(),
        all.served(),
        all.gone(),
        all.noShow(),
        perHour(all.arrivals(), all.observedMs()),
        perHour(all.served(), all.busyMs()),
        all.waits() == 0 ? null : all.waitMs() / SECOND_MS / all.waits(),
        busiest(hours),
        line.map(LittlesLawView::of).orElse(LittlesLawView.NOTHING));
  }

  private static @Nullable Double perHour(long count, long millis) {
    return millis == 0 ? null : count / (millis / HOUR_MS);
  }

  private static List<BusyHour> busiest(Map<Integer, HourSums> hours) {
    return hours.entrySet().stream()
        .filter(hour -> hour.getValue().arrivals() > 0 && hour.getValue().observedMs() > 0)
        .map(hour -> BusyHour.of(hour.getKey(), hour.getValue()))
        .sorted(Comparator.comparingDouble(BusyHour::arrivalsPerHour).reversed())
        .limit(MOST_HOURS)
        .toList();
  }
}
