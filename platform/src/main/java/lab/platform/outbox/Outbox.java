package lab.platform.outbox;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import lab.platform.postgres.Postgres;
import org.springframework.jdbc.core.RowMapper;

/**
 * The messages in PostgreSQL that are not in Kafka yet: a table {@code outbox} with an {@code id}.
 *
 * <p>One instance at a time relays: the one that holds the advisory lock, for as long as its
 * transaction lasts. Were there two, the one could send a key's later message before the other
 * sends its earlier one. For the same reason writers must take what orders their messages (the row
 * that they change, say) before they take an id.
 */
public final class Outbox {
  /** Any number that nothing else in a service's database locks. */
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
   * @param columns those that {@code row} reads, as SQL has them
   */
  public Outbox(Postgres postgres, String columns, RowMapper<Message> row) {
    this.postgres = postgres;
    this.oldest = "SELECT " + columns + " FROM outbox ORDER BY id LIMIT ?";
    this.row = row;
  }

  /**
   * Has the oldest messages sent, in their order, and forgets them.
   *
   * @param send returns once all are in Kafka, and otherwise throws
   * @return how many; empty if another instance relays
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

  /** How many messages wait. */
  long depth() {
    return postgres.read(jdbc -> jdbc.sql(DEPTH).query(Long.class).single());
  }
}
