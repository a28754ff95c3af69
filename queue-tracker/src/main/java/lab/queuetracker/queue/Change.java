package lab.queuetracker.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A change of a line.
 *
 * @param queue the line after it; its version identifies the change within this line
 * @param waited how long the person who left the line stood in it; null if no ticket shows it
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

    /** The name in JSON and in the database, for example {@code no_show}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Kind of(String label) {
      return valueOf(label.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
