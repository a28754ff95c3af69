package lab.loadtest.queuetracker;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A line that only this object changes: each length is one more than the last, so that a response
 * shows its age.
 */
final class AgedLine {
  /**
   * Half of the maximum length. Runs alternate between the halves, so that a run never uses the
   * lengths of the one before.
   */
  private static final int HALF = 5_000;

  private final QueueApi api;
  private final String location;
  private final LongSupplier nanoClock;
  private final int first;
  private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
  private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
  private int length;

  private AgedLine(QueueApi api, String location, LongSupplier nanoClock, int first) {
    this.api = api;
    this.location = location;
    this.nanoClock = nanoClock;
    this.first = first;
    this.length = first;
  }

  /** Sets the line's first length. */
  static AgedLine begin(QueueApi api, String location, LongSupplier nanoClock) throws IOException {
    int before = api.must("/api/queue/" + location).length();
    var line = new AgedLine(api, location, nanoClock, before < HALF ? HALF : 0);
    var _ = QueueApi.must(location, api.update(location, line.first));
    line.acknowledged.put(line.first, nanoClock.getAsLong());
    return line;
  }

  /** Sends one change after the other, so that they are acknowledged in order. */
  CompletableFuture<Boolean> change() {
    int next = ++length;
    last =
        last.thenCompose(_ -> api.update(location, next))
            .thenApply(reply -> {
              if (reply.ok()) {
                acknowledged.put(next, nanoClock.getAsLong());
              }
              return reply.ok();
            });
    return last;
  }

  /** Reads the line's length, and records how old the response was when the request was sent. */
  CompletableFuture<Boolean> read(Ages ages) {
    long asked = nanoClock.getAsLong();
    int newest = length;
    return api.line(location)
        .thenApply(reply -> {
          if (reply.ok()) {
            boolean hit = reply.body().path("source").asString("").equals("cache");
            ages.note(ageMillis(reply.length(), newest, asked), hit);
          }
          return reply.ok();
        });
  }

  /**
   * The time since a later length was acknowledged; 0 if none was. A length from before the run is
   * at least as old as the run's first one.
   */
  private long ageMillis(int answer, int newest, long asked) {
    boolean ofThisRun = answer >= first && answer <= first + HALF;
    for (int later = ofThisRun ? answer + 1 : first; later <= newest; later++) {
      Long at = acknowledged.get(later);
      if (at != null) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(asked - at));
      }
    }
    return 0;
  }
}
