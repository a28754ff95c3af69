package lab.runner.trial.queue;

import static lab.runner.trial.Unit.BYTES;
import static lab.runner.trial.Unit.CORES;
import static lab.runner.trial.Unit.COUNT;
import static lab.runner.trial.Unit.KILOBYTES;
import static lab.runner.trial.Unit.MICROS;
import static lab.runner.trial.Unit.MILLIS;
import static lab.runner.trial.Unit.PER_SECOND;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;

/**
 * How long a change is on its way to every screen that shows the line, and what a screen costs:
 * three sizes of audience, one after the other, under the same changes. The costs of one connection
 * are the slopes over the sizes, so that what the services need anyhow is not in them.
 */
public final class FanOut implements Trial {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CATCH_UP = Duration.ofSeconds(20);
  private static final List<String> SIZES = List.of("small", "middle", "large");
  private static final int AT_ONCE = 50;
  private static final int MOST = 20_000;

  private final Transport transport;
  private final int places;
  private final double rate;
  private final Duration warmUp;
  private final Duration duration;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  /** Reads the settings. */
  public FanOut(Section settings) {
    transport = settings.choice("transport", Transport.class);
    places = (int) settings.count("places", 1, 10_000);
    rate = settings.number("changes", 1, 5_000);
    warmUp = settings.duration("warmUp", Duration.ZERO, Duration.ofMinutes(1));
    duration = settings.duration("duration", Duration.ofSeconds(2), Duration.ofMinutes(10));
    for (String size : SIZES) {
      sizes.put(size, (int) settings.count(size, 1, MOST));
    }
  }

  @Override
  public List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (String size : SIZES) {
      measures.add(new Measure(size + "Screens", "screens, " + size + " audience", COUNT));
      measures.add(new Measure(size + "P50", "change to screen, p50", MILLIS));
      measures.add(new Measure(size + "P99", "change to screen, p99", MILLIS));
    }
    measures.add(new Measure("changes", "changes acknowledged", PER_SECOND));
    measures.add(new Measure("behind", "screens without the last change", COUNT));
    measures.add(new Measure("backwards", "screens that went back in time", COUNT));
    measures.add(new Measure("bytes", "bytes a change on a screen", BYTES));
    measures.add(new Measure("cores", "gateway and queue trackers, large audience", CORES));
    measures.add(new Measure("cpu", "CPU a screen and second", MICROS));
    measures.add(new Measure("heap", "heap a screen, gateway and queue trackers", KILOBYTES));
    return measures;
  }

  @Override
  public String load() {
    return "%,.0f changes a second of %,d lines for %,d s, on %s screens with a line each"
        .formatted(rate, places, duration.toSeconds(), sizes.values());
  }

  @Override
  public Map<String, Double> measure(Bench bench)
      throws IOException, InterruptedException, ExperimentTrouble {
    try (QueueApi api = new QueueApi(bench.gateway());
        QueueApi writer = new QueueApi(bench.gateway())) {
      List<String> lines = api.places(places).stream().map(QueueApi.Spot::location).toList();
      for (String line : lines) {
        var _ = QueueApi.must(line, writer.update(line, 0));
      }
      bench.step(load());
      return new Show(bench, api, new ChangeLog(writer, lines)).run();
    }
  }

  /** What one size of audience came to. */
  private record Size(
      int screens, ChangeLog.Figures figures, double acknowledged, double cores, double heap) {}

  private final class Show {
    private final Bench bench;
    private final QueueApi api;
    private final ChangeLog changes;
    private final List<String> services = new ArrayList<>();
    private final List<Screen> screens = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private long next;

    Show(Bench bench, QueueApi api, ChangeLog changes) {
      this.bench = bench;
      this.api = api;
      this.changes = changes;
      services.addAll(bench.nodes("gateway"));
      services.addAll(bench.nodes("queue-tracker"));
    }

    Map<String, Double> run() throws InterruptedException, ExperimentTrouble, IOException {
      try {
        grow(sizes.values().iterator().next());
        var _ = new OpenLoop(rate, warmUp).run(_ -> changes.change(next++));
        Map<String, Double> values = new LinkedHashMap<>();
        List<Size> measured = new ArrayList<>();
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
          Size one = measure(size.getValue());
          measured.add(one);
          values.put(size.getKey() + "Screens", (double) one.screens());
          values.put(size.getKey() + "P50", one.figures().delay().getValueAtPercentile(50) / 1e3);
          values.put(size.getKey() + "P99", one.figures().delay().getValueAtPercentile(99) / 1e3);
        }
        values.put("behind", (double) behind());
        summary(measured, values);
        return values;
      } finally {
        close();
      }
    }

    private void grow(int size) throws InterruptedException, ExperimentTrouble {
      while (screens.size() < size) {
        var connecting = new ArrayList<CompletableFuture<AutoCloseable>>();
        for (int i = 0; i < AT_ONCE && screens.size() < size; i++) {
          Screen screen = new Screen(changes, screens.size() % changes.places());
          screens.add(screen);
          connecting.add(transport.follow(api, changes.location(screen.place()), screen));
        }
        try {
          connecting.forEach(connection -> open.add(connection.join()));
        } catch (CompletionException e) {
          throw new ExperimentTrouble(
              "%,d screens could not be connected: %s".formatted(size, e.getCause()));
        }
      }
      if (!Patience.until(PATIENCE, () -> screens.stream().allMatch(Screen::lit))) {
        long dark = screens.stream().filter(screen -> !screen.lit()).count();
        throw new ExperimentTrouble("%,d of %,d screens stayed dark".formatted(dark, size));
      }
    }

    private Size measure(int size) throws InterruptedException, ExperimentTrouble {
      grow(size);
      changes.restart();
      long begin = System.nanoTime();
      double cpu = bench.cpuSeconds(services);
      OpenLoop.Outcome outcome =
          new OpenLoop(rate, duration).run(_ -> changes.change(next++)).trusted();
      double seconds = duration.toMillis() / 1e3;
      double cores = (bench.cpuSeconds(services) - cpu) / ((System.nanoTime() - begin) / 1e9);
      var _ = behind();
      double acknowledged = (outcome.sent() - outcome.failed()) / seconds;
      Size one = new Size(size, changes.figures(), acknowledged, cores, bench.liveHeap(services));
      bench.step(
          "%,d screens: change to screen p50 %.1f ms, p99 %.1f ms, %.2f cores, %.0f MB of heap"
              .formatted(
                  size,
                  one.figures().delay().getValueAtPercentile(50) / 1e3,
                  one.figures().delay().getValueAtPercentile(99) / 1e3,
                  one.cores(),
                  one.heap() / 1e6));
      return one;
    }

    /** How many screens do not get to show their line's last change. */
    private long behind() throws InterruptedException {
      var _ = Patience.until(CATCH_UP, () -> screens.stream().allMatch(this::upToDate));
      return screens.stream().filter(screen -> !upToDate(screen)).count();
    }

    private boolean upToDate(Screen screen) {
      return screen.shows(changes.length(screen.place()));
    }

    private void summary(List<Size> measured, Map<String, Double> values) {
      Size largest = measured.getLast();
      values.put("changes", largest.acknowledged());
      values.put(
          "backwards", measured.stream().mapToDouble(s -> s.figures().backwards().sum()).sum());
      values.put(
          "bytes",
          largest.figures().bytes().sum() / (double) largest.figures().delay().getTotalCount());
      values.put("cores", largest.cores());
      Slope.of(measured, Size::screens, Size::cores)
          .ifPresent(slope -> values.put("cpu", slope * 1e6));
      Slope.of(measured, Size::screens, Size::heap)
          .ifPresent(slope -> values.put("heap", slope / 1024));
    }

    private void close() {
      for (AutoCloseable connection : open) {
        try {
          connection.close();
        } catch (Exception e) {
          bench.step("a connection could not be closed: " + e);
        }
      }
    }
  }
}
