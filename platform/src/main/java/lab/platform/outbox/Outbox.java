package lab.platform.outbox;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import lab.platform.postgres.Postgres;
import org.springframework.jdbc.core.RowMapper;

/**
 * The messages in PostgreSQL that are not in Kafka yet: a table {@code outbox} with an {@code id}.
 *
 * <p>One instance at a time relays: the one that holds the advisory lock, for the length of its
 * transaction. If there were two, one could send a later message of a key before the other sends
 * the earlier one. For the same reason a writer must lock whatever orders its messages (such as the
 * row it changes) before it takes an id.
 */
public final class Outbox {
  /** Any number that nothing else in a service's database uses as a lock. */
  private static final long LOCK = 0x6f7574626f78L;

  private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(" + LOCK + ")";
  private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";
  private static final String DEPTH = "SELECT count(*) FROM outbox";

  private final Postgres postgres;
  private final String oldest;
  private final RowMapper<Message> row;

  /**
   * The outbox of this database.
   *
   * @param columns those that {@code row} reads, in SQL
   */
  public Outbox(Postgres postgres, String columns, RowMapper<Message> row) {
    this.postgres = postgres;
    this.oldest = "SELECT " + columns + " FROM outbox ORDER BY id LIMIT ?";
    this.row = row;
  }

  /**
   * Sends the oldest messages in order, then deletes them.
   *
   * @param send returns once all messages are in Kafka, and throws otherwise
   * @return how many were sent; empty if another instance is relaying
   */
  OptionalLong relay(int most, Consumer<List<Message>> send) {
    return postgres.transact(jdbc -> {
      if (!jdbc.sql(TRY_LOCK).query(Boolean.class).single()) {
        return OptionalLong.empty();
      }
      List<Message> messages = jdbc.sql(oldest).param(most).query(row).list();
      if (!messages.isEmpty()) {
        send.accept(messages);
        long[] ids = messages.stream().mapToLong(Message::id).toArray();
        jdbc.sql(DELETE).param(ids).update();
      }
      return OptionalLong.of(messages.size());
    });
  }

  /** The number of messages waiting. */
  long depth() {
    return postgres.read(jdbc -> jdbc.sql(DEPTH).query(Long.class).single());
  }
}
