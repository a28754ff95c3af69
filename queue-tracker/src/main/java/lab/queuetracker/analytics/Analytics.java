package lab.queuetracker.analytics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import lab.platform.kafka.Ledger;
import lab.platform.kafka.StoredOffsets;
import lab.platform.postgres.Postgres;
import org.apache.kafka.common.TopicIdPartition;
import tools.jackson.databind.json.JsonMapper;

/** The sums in PostgreSQL, with the consumer offsets up to which they go. */
final class Analytics {
  /** Rows in a fixed order, so that two statements never deadlock. */
  private static final String ENTER =
      """
      WITH moved AS (
        UPDATE analytics_offset SET next_offset = :next
        WHERE topic = :topic AND topic_id = :id AND partition = :partition AND next_offset = :from RETURNING 1),
      remembered AS (
        INSERT INTO analytics_line (location, state)
        SELECT location, state::jsonb
        FROM moved, unnest(:lines::text[], :states::text[]) AS batch (location, state)
        ORDER BY location
        ON CONFLICT (location) DO UPDATE SET state = excluded.state),
      added AS (
        INSERT INTO analytics_hour AS hour (
          location, hour_of_week, arrivals, served, gone, no_show, waits, wait_ms, observed_ms,
          busy_ms, length_ms)
        SELECT batch.*
        FROM moved, unnest(
          :locations::text[], :hours::integer[], :arrivals::bigint[], :served::bigint[],
          :gone::bigint[], :no_show::bigint[], :waits::bigint[], :wait_ms::bigint[],
          :observed_ms::bigint[], :busy_ms::bigint[], :length_ms::bigint[])
          AS batch (location, hour_of_week)
        ORDER BY batch.location, batch.hour_of_week
        ON CONFLICT (location, hour_of_week) DO UPDATE SET
          arrivals = hour.arrivals + excluded.arrivals,
          served = hour.served + excluded.served,
          gone = hour.gone + excluded.gone,
          no_show = hour.no_show + excluded.no_show,
          waits = hour.waits + excluded.waits,
          wait_ms = hour.wait_ms + excluded.wait_ms,
          observed_ms = hour.observed_ms + excluded.observed_ms,
          busy_ms = hour.busy_ms + excluded.busy_ms,
          length_ms = hour.length_ms + excluded.length_ms)
      SELECT count(*) FROM moved
      """;

  private static final String LINES =
      "SELECT location, state FROM analytics_line WHERE location = ANY (:locations)";

  private static final String HOURS = "SELECT * FROM analytics_hour WHERE location = :location";

  private static final JsonMapper JSON = new JsonMapper();

  private final Postgres postgres;
  private final StoredOffsets offsets;

  private record Line(String location, LineState state) {}

  private record Hour(int ofWeek, HourSums sums) {}

  Analytics(Postgres postgres) {
    this.postgres = postgres;
    this.offsets = new StoredOffsets(postgres, "analytics_offset");
  }

  /**
   * The offset of a partition's first change that is not in the sums; 0 for a partition never seen.
   */
  long next(TopicIdPartition partition) {
    return offsets.next(partition);
  }

  /** The state of these lines, for those that have one. The caller owns the map. */
  SortedMap<String, LineState> lines(List<String> locations) {
    var wanted = locations.toArray(String[]::new);
    List<Line> found =
        postgres.read(
            jdbc -> jdbc.sql(LINES).param("locations", wanted).query(Analytics::line).list());
    var lines = new TreeMap<String, LineState>();
    found.forEach(line -> lines.put(line.location(), line.state()));
    return lines;
  }

  Optional<LineState> line(String location) {
    return Optional.ofNullable(lines(List.of(location)).get(location));
  }

  /** A place's hours of the week, as far as something happened in them. */
  SortedMap<Integer, HourSums> hours(String location) {
    List<Hour> found =
        postgres.read(
            jdbc -> jdbc.sql(HOURS).param("location", location).query(Analytics::hour).list());
    var hours = new TreeMap<Integer, HourSums>();
    found.forEach(hour -> hours.put(hour.ofWeek(), hour.sums()));
    return hours;
  }

  /**
   * Stores the lines' new states, adds to their hours, and advances the partition's offset.
   *
   * @return false if the partition's offset is not the batch's first: nothing was changed
   */
  boolean enter(
      Ledger.Batch batch,
      SortedMap<String, LineState> lines,
      SortedMap<WeekSums.Hour, HourSums> hours) {
    Collection<HourSums> sums = hours.values();
    var parameters =
        Map.ofEntries(
            Map.entry("topic", batch.partition().topic()),
            Map.entry("id", batch.partition().topicId().toString()),
            Map.entry("partition", batch.partition().partition()),
            Map.entry("from", batch.from()),
            Map.entry("next", batch.next()),
            Map.entry("lines", lines.keySet().toArray(String[]::new)),
            Map.entry(
                "states",
                lines.values().stream().map(JSON::writeValueAsString).toArray(String[]::new)),
            Map.entry(
                "locations",
                hours.keySet().stream().map(WeekSums.Hour::location).toArray(String[]::new)),
            Map.entry("hours", hours.keySet().stream().mapToInt(WeekSums.Hour::ofWeek).toArray()),
            Map.entry("arrivals", column(sums, HourSums::arrivals)),
            Map.entry("served", column(sums, HourSums::served)),
            Map.entry("gone", column(sums, HourSums::gone)),
            Map.entry("no_show", column(sums, HourSums::noShow)),
            Map.entry("waits", column(sums, HourSums::waits)),
            Map.entry("wait_ms", column(sums, HourSums::waitMs)),
            Map.entry("observed_ms", column(sums, HourSums::observedMs)),
            Map.entry("busy_ms", column(sums, HourSums::busyMs)),
            Map.entry("length_ms", column(sums, HourSums::lengthMs)));
    return postgres.write(jdbc -> jdbc.sql(ENTER).params(parameters).query(Integer.class).single())
        == 1;
  }

  private static long[] column(Collection<HourSums> sums, ToLongFunction<HourSums> value) {
    return sums.stream().mapToLong(value).toArray();
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    var state = JSON.readValue(row.getString("state"), LineState.class);
    return new Line(row.getString("location"), state);
  }

  private static Hour hour(ResultSet row, int number) throws SQLException {
    var sums =
        new HourSums(
            row.getLong("arrivals"),
            row.getLong("served"),
            row.getLong("gone"),
            row.getLong("no_show"),
            row.getLong("waits"),
            row.getLong("wait_ms"),
            row.getLong("observed_ms"),
            row.getLong("busy_ms"),
            row.getLong("length_ms"));
    return new Hour(row.getInt("hour_of_week"), sums);
  }
}
