package lab.queuetracker.queue;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in line.
 *
 * @param number counts the tickets of a place, from 1, in the order of joining
 * @param position the order in which those in line will be served, including those without a
 *     ticket: from 1 to the line's length, which is the last one's; 0 once it has ended
 * @param endedAt null while it waits
 */
public record Ticket(
    UUID id,
    String location,
    long number,
    State state,
    int position,
    Instant joinedAt,
    @Nullable Instant endedAt) {

  /** Its current state. */
  public enum State {
    WAITING,
    SERVED,
    LEFT,
    NO_SHOW,
    /** A sensor counted fewer people than hold tickets: the holder is assumed to have gone. */
    LAPSED;

    /** The name in JSON and in the database, for example {@code no_show}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
