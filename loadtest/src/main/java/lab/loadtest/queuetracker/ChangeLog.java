package lab.loadtest.queuetracker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Changes lines, and measures the time from sending a change until each screen shows it. */
final class ChangeLog {
  private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(5);

  private final QueueApi api;
  private final List<Line> lines;
  private final LongSupplier nanoClock;
  private volatile Figures figures = new Figures();

  /**
   * The figures of one period.
   *
   * @param delay from change to screen, in microseconds; a change that was overtaken by a later one
   *     counts with the later one
   */
  record Figures(Histogram delay, LongAdder bytes, LongAdder backwards) {
    Figures() {
      this(new ConcurrentHistogram(MOST_MICROS, 3), new LongAdder(), new LongAdder());
    }
  }

  private static final class Line {
    private final String location;
    private final Map<Integer, Long> sentAt = new ConcurrentHashMap<>();
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
    private int length;
    private volatile int acknowledged;

    Line(String location) {
      this.location = location;
    }
  }

  ChangeLog(QueueApi api, List<String> locations, LongSupplier nanoClock) {
    this.api = api;
    this.nanoClock = nanoClock;
    this.lines = locations.stream().map(Line::new).toList();
  }

  /** Begins a new period. */
  void restart() {
    figures = new Figures();
  }

  Figures figures() {
    return figures;
  }

  int places() {
    return lines.size();
  }

  String location(int place) {
    return lines.get(place).location;
  }

  /** The last length that was acknowledged. */
  int length(int place) {
    return lines.get(place).acknowledged;
  }

  /** Sends the nth change, once that line's previous change is acknowledged. */
  CompletableFuture<Boolean> change(long n) {
    Line line = lines.get((int) (n % lines.size()));
    int next = ++line.length;
    line.last =
        line.last
            .thenCompose(_ -> {
              line.sentAt.put(next, nanoClock.getAsLong());
              return api.update(line.location, next);
            })
            .thenApply(reply -> {
              if (reply.ok()) {
                line.acknowledged = next;
              }
              return reply.ok();
            });
    return line.last;
  }

  void received(long bytes) {
    figures.bytes().add(bytes);
  }

  void shown(int place, int before, int now) {
    Figures current = figures;
    if (now < before) {
      current.backwards().increment();
    }
    long time = nanoClock.getAsLong();
    for (int length = before + 1; length <= now; length++) {
      Long sent = lines.get(place).sentAt.get(length);
      if (sent != null) {
        current.delay().recordValue(Math.min((time - sent) / 1_000, MOST_MICROS));
      }
    }
  }
}
