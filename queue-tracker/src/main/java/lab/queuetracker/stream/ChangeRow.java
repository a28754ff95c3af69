package lab.queuetracker.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import lab.platform.outbox.Message;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Queue;
import org.jspecify.annotations.Nullable;

/** A change as it is stored in the outbox. */
final class ChangeRow {
  static final String COLUMNS = "id, location, length, version, kind, at, waited";

  private ChangeRow() {}

  /** The row as a message, keyed so that the changes of one line stay in order. */
  static Message message(ResultSet row, int number) throws SQLException {
    var queue =
        new Queue(
            row.getString("location"),
            row.getInt("length"),
            row.getLong("version"),
            row.getObject("at", OffsetDateTime.class).toInstant());
    var change =
        new Change(queue, Change.Kind.of(row.getString("kind")), waited(row.getObject("waited")));
    return new Message(row.getLong("id"), queue.location(), ChangeEvent.toJson(change));
  }

  private static @Nullable Duration waited(@Nullable Object millis) {
    return millis == null ? null : Duration.ofMillis((Long) millis);
  }
}
