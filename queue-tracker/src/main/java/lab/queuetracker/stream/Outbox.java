package lab.queuetracker.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The changes in PostgreSQL that are not in Kafka yet.
 *
 * <p>One instance at a time relays: who holds the advisory lock, for as long as its transaction
 * lasts. Were there two, the one could send a line's later change before the other sends its
 * earlier one.
 */
final class Outbox {
  /** Any number will do that nothing else in this database locks. */
  private static final long LOCK = 0x71756575;

  private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(" + LOCK + ")";
  private static final String OLDEST =
      """
      SELECT id, location, length, version, kind, at, waited FROM outbox ORDER BY id LIMIT ?
      """;
  private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";
  private static final String DEPTH = "SELECT count(*) FROM outbox";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  private record Row(long id, Change change) {}

  Outbox(DataSource connections) {
    this.jdbc = JdbcClient.create(connections);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
  }

  /**
   * Has the oldest changes sent, in their order, and forgets them.
   *
   * @param send returns once all are in Kafka, and otherwise throws
   * @return how many; empty if another instance relays
   */
  OptionalLong relay(int most, Consumer<List<Change>> send) {
    return transaction.execute(_ -> {
      if (!jdbc.sql(TRY_LOCK).query(Boolean.class).single()) {
        return OptionalLong.empty();
      }
      List<Row> rows = jdbc.sql(OLDEST).param(most).query(Outbox::row).list();
      if (!rows.isEmpty()) {
        send.accept(rows.stream().map(Row::change).toList());
        long[] ids = rows.stream().mapToLong(Row::id).toArray();
        jdbc.sql(DELETE).param(ids).update();
      }
      return OptionalLong.of(rows.size());
    });
  }

  long depth() {
    return jdbc.sql(DEPTH).query(Long.class).single();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var queue =
        new Queue(
            row.getString("location"),
            row.getInt("length"),
            row.getLong("version"),
            row.getObject("at", OffsetDateTime.class).toInstant());
    var change =
        new Change(queue, Change.Kind.of(row.getString("kind")), waited(row.getObject("waited")));
    return new Row(row.getLong("id"), change);
  }

  private static @Nullable Duration waited(@Nullable Object millis) {
    return millis == null ? null : Duration.ofMillis((Long) millis);
  }
}
