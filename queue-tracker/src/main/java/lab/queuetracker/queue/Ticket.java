package lab.queuetracker.queue;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in line.
 *
 * @param number counts the tickets of a place, from 1, in the order of joining
 * @param position of those in line, the how manieth to be served, those without a ticket among
 *     them: from 1 to the line's length, and the line's length for the last; 0 once it has ended
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

  /** What has become of it. */
  public enum State {
    WAITING,
    SERVED,
    LEFT,
    NO_SHOW,
    /** A sensor counted fewer people than hold tickets: its holder is taken to have gone. */
    LAPSED;

    /** The name on the wire and in the database, for example {@code no_show}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
