package lab.platform.kafka;

import java.util.Map;
import lab.platform.postgres.Postgres;
import org.apache.kafka.common.TopicIdPartition;

/**
 * The consumer offsets of a {@link Ledger} in PostgreSQL: a table {@code (topic text, topic_id
 * text, partition integer, next_offset bigint)} with one row per partition, unique by the first
 * three columns. The statement that enters the events also advances the offset. A row with an empty
 * id dates from before ids were stored; the first topic of that name that is looked up takes it
 * over.
 */
public final class StoredOffsets {
  private final Postgres postgres;
  private final String begin;
  private final String next;

  /**
   * The offsets in a table.
   *
   * @param table its name in SQL
   */
  public StoredOffsets(Postgres postgres, String table) {
    this.postgres = postgres;
    this.begin =
        """
        WITH old AS (
          DELETE FROM %1$s WHERE topic = :topic AND topic_id = '' AND partition = :partition
          RETURNING next_offset)
        INSERT INTO %1$s (topic, topic_id, partition, next_offset)
        VALUES (:topic, :id, :partition, coalesce((SELECT next_offset FROM old), 0))
        ON CONFLICT DO NOTHING
        """
            .formatted(table);
    this.next =
        "SELECT next_offset FROM %s WHERE topic = :topic AND topic_id = :id AND partition = :partition"
            .formatted(table);
  }

  /** Like {@link Ledger#next}; the partition has a row from then on. */
  public long next(TopicIdPartition partition) {
    var key =
        Map.of(
            "topic", partition.topic(),
            "id", partition.topicId().toString(),
            "partition", partition.partition());
    var _ = postgres.write(jdbc -> jdbc.sql(begin).params(key).update());
    return postgres.read(jdbc -> jdbc.sql(next).params(key).query(Long.class).single());
  }
}
