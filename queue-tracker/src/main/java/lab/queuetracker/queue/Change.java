package lab.queuetracker.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a line.
 *
 * @param queue the line after it; its version says which change of this line it was
 * @param waited how long the one who left the line stood in it; null if no ticket tells
 */
public record Change(Queue queue, Kind kind, @Nullable Duration waited) {

  /** What happened. */
  public enum Kind {
    /** A sensor counted the line. */
    READ,
    JOINED,
    LEFT,
    SERVED,
    NO_SHOW;

    /** The name on the wire and in the database, for example {@code no_show}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
