package lab.loadtest;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this program tells its parent while it runs: one JSON object a line on standard output, the
 * first field {@code event} saying which.
 */
final class Events {
  /** The links to read exist. */
  record Seeded(String event, int links, long tookMillis) {}

  /** The service was warmed up, and was calm in the end or not. */
  record Rehearsed(String event, long reads, long tookMillis, boolean calm) {}

  /** The measured part begins at this wall-clock time; told during the first measured arrival. */
  record Started(String event, long epochMillis) {}

  /** One second of wall clock. Latency is in microseconds from the intended send time. */
  record Second(
      String event,
      long second,
      boolean warmUp,
      long sent,
      long ok,
      long failed,
      long p50,
      long p99) {}

  /** All is written. */
  record Finished(String event, long sent, long failed, long missed) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;

  Events(PrintStream out) {
    this.out = out;
  }

  void seeded(int links, long tookMillis) {
    tell(new Seeded("seeded", links, tookMillis));
  }

  void rehearsed(Rehearsal.Ended rehearsal, long tookMillis) {
    tell(new Rehearsed("rehearsed", rehearsal.reads(), tookMillis, rehearsal.calm()));
  }

  void started(long epochMillis) {
    tell(new Started("started", epochMillis));
  }

  void second(long second, boolean warmUp, Progress.Delta delta) {
    tell(
        new Second(
            "second",
            second,
            warmUp,
            delta.sent(),
            delta.ok(),
            delta.failed(),
            delta.p50Micros(),
            delta.p99Micros()));
  }

  void finished(long sent, long failed, long missed) {
    tell(new Finished("finished", sent, failed, missed));
  }

  private synchronized void tell(Object event) {
    out.println(JSON.writeValueAsString(event));
    out.flush();
  }
}
