package lab.queuetracker.queue;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in line.
 *
 * @param number counts the tickets of a place, from 1, in the order of joining
 * @param position of those in line, the how manieth to be served; 0 once it has ended
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
    NO_SHOW;

    /** The name on the wire and in the database, for example {@code no_show}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
