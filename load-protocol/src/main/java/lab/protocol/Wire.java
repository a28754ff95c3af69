package lab.protocol;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the protocol's messages: JSON, one object per line. */
public final class Wire {
  private static final JsonMapper JSON = new JsonMapper();

  private Wire() {}

  /** Writes the message as one line and flushes it. Thread-safe per stream. */
  public static void tell(PrintStream out, Object message) {
    String line = JSON.writeValueAsString(message);
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /**
   * Reads one line.
   *
   * @throws tools.jackson.core.JacksonException if it is no message of this type
   */
  public static <T> T read(String line, Class<T> type) {
    return JSON.readValue(line, type);
  }
}
