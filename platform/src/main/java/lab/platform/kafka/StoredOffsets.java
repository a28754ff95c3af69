package lab.platform.kafka;

import lab.platform.postgres.Postgres;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the partitions of a {@link Ledger} in PostgreSQL stand: a table {@code (topic text,
 * partition integer, next_offset bigint)} with a row for each. It is moved by the statement that
 * enters the events.
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
        "INSERT INTO %s (topic, partition, next_offset) VALUES (?, ?, 0) ON CONFLICT DO NOTHING"
            .formatted(table);
    this.next = "SELECT next_offset FROM %s WHERE topic = ? AND partition = ?".formatted(table);
  }

  /** As {@link Ledger#next}; the partition has a row from then on. */
  public long next(TopicPartition partition) {
    String topic = partition.topic();
    int number = partition.partition();
    var _ = postgres.write(jdbc -> jdbc.sql(begin).params(topic, number).update());
    return postgres.read(jdbc -> jdbc.sql(next).params(topic, number).query(Long.class).single());
  }
}
