package lab.urlshortener.stats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.platform.kafka.StoredOffsets;
import lab.platform.postgres.Postgres;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts of clicks in PostgreSQL, with the consumer offsets up to which they go and the requests
 * they include: one statement updates all three ({@link lab.platform.kafka.Ledger}).
 */
@Component
class ClickCounts {
  /** Rows in the order of codes, so that two statements never deadlock. */
  private static final String ADD =
      """
      WITH moved AS (
        UPDATE click_offset SET next_offset = ?
        WHERE topic = ? AND topic_id = ? AND partition = ? AND next_offset = ?
        RETURNING topic, topic_id, partition, next_offset),
      counted AS (
        INSERT INTO click_count (code, clicks, last_click_at)
        SELECT code, clicks, to_timestamp(millis / 1000.0)
        FROM moved, unnest(?::text[], ?::bigint[], ?::bigint[]) AS batch (code, clicks, millis)
        ORDER BY code
        ON CONFLICT (code) DO UPDATE SET
          clicks = click_count.clicks + excluded.clicks,
          last_click_at = greatest(click_count.last_click_at, excluded.last_click_at)),
      seen AS (
        INSERT INTO click_seen (topic, topic_id, partition, next_offset, requests)
        SELECT topic, topic_id, partition, next_offset, requests
        FROM moved, (VALUES (?::bigint[])) AS batch (requests) WHERE cardinality(requests) > 0
        ON CONFLICT (topic, topic_id, partition, next_offset) DO UPDATE SET requests = excluded.requests),
      forgotten AS (
        DELETE FROM click_seen AS old USING moved
        WHERE old.topic = moved.topic AND old.topic_id = moved.topic_id
          AND old.partition = moved.partition
          AND old.next_offset <= moved.next_offset - ?)
      SELECT count(*) FROM moved
      """;

  private static final String SEEN =
      """
      SELECT unnest(requests) FROM click_seen
      WHERE topic = ? AND topic_id = ? AND partition = ? AND next_offset > ? AND next_offset <= ?
      ORDER BY next_offset
      """;

  private static final String OF_CODE =
      "SELECT clicks, last_click_at FROM click_count WHERE code = ?";

  /**
   * The clicks of one link.
   *
   * @param lastAt null if there were none
   */
  record Count(long clicks, @Nullable Instant lastAt) {
    private static final Count NONE = new Count(0, null);
  }

  /** What a batch adds to one link. */
  private record Sum(long clicks, long lastMillis) {
    Sum plus(Sum other) {
      return new Sum(clicks + other.clicks, Math.max(lastMillis, other.lastMillis));
    }
  }

  private final Postgres postgres;
  private final StoredOffsets offsets;
  private final int remember;

  ClickCounts(Postgres postgres, StatsProperties properties) {
    this.postgres = postgres;
    this.remember = properties.remember();
    this.offsets = new StoredOffsets(postgres, "click_offset");
  }

  Count of(String code) {
    return postgres
        .read(jdbc -> jdbc.sql(OF_CODE).param(code).query(ClickCounts::count).optional())
        .orElse(Count.NONE);
  }

  /** The offset of a partition's first event that is not counted; 0 for a partition never seen. */
  long next(TopicIdPartition partition) {
    return offsets.next(partition);
  }

  /** The last requests before an offset whose clicks are counted, the latest last. */
  SeenRequests seen(TopicIdPartition partition, long next) {
    var seen = new SeenRequests(remember);
    seen.add(
        postgres.read(jdbc ->
            jdbc.sql(SEEN)
                .params(
                    partition.topic(),
                    partition.topicId().toString(),
                    partition.partition(),
                    next - remember,
                    next)
                .query(Long.class)
                .list()));
    return seen;
  }

  /**
   * Adds the events of a partition in {@code [from, next)}.
   *
   * @param clicks at most one per request, and none of a request already {@link #seen}
   * @return false if the partition's offset is not {@code from}: nothing was added
   */
  boolean add(TopicIdPartition partition, long from, long next, Collection<Clicked> clicks) {
    SortedMap<String, Sum> sums = new TreeMap<>();
    for (Clicked click : clicks) {
      sums.merge(click.code(), new Sum(1, click.at().toEpochMilli()), Sum::plus);
    }
    var codes = sums.keySet().toArray(String[]::new);
    long[] counts = sums.values().stream().mapToLong(Sum::clicks).toArray();
    long[] millis = sums.values().stream().mapToLong(Sum::lastMillis).toArray();
    long[] requests =
        clicks.stream().map(Clicked::request).filter(Objects::nonNull).mapToLong(r -> r).toArray();
    String topic = partition.topic();
    String id = partition.topicId().toString();
    return postgres.write(jdbc ->
        jdbc.sql(ADD)
            .params(
                next,
                topic,
                id,
                partition.partition(),
                from,
                codes,
                counts,
                millis,
                requests,
                remember)
            .query(Integer.class)
            .single())
        == 1;
  }

  private static Count count(ResultSet row, int number) throws SQLException {
    return new Count(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
  }
}
