package lab.platform.kafka;

import java.util.Map;
import lab.platform.postgres.Postgres;
import org.apache.kafka.common.TopicIdPartition;

/**
 * Where the partitions of a {@link Ledger} in PostgreSQL stand: a table {@code (topic text,
 * topic_id text, partition integer, next_offset bigint)} with a row for each, unique by the first
 * three. It is moved by the statement that enters the events. A row with an empty id is of a time
 * when ids were not kept; the first topic that is asked for takes it over.
 */
public final class StoredOffsets {
  private final Postgres postgres;
  private final String begin;
  private final String next;

  /**
   * The offsets in a table.
   *
   * @param table its name, as SQL has it
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

  /** As {@link Ledger#next}; the partition has a row from then on. */
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
