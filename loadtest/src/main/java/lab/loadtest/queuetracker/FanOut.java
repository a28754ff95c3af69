package lab.loadtest.queuetracker;

import static lab.protocol.Unit.BYTES;
import static lab.protocol.Unit.CORES;
import static lab.protocol.Unit.COUNT;
import static lab.protocol.Unit.KILOBYTES;
import static lab.protocol.Unit.MICROS;
import static lab.protocol.Unit.MILLIS;
import static lab.protocol.Unit.PER_SECOND;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.loadtest.open.OpenLoop;
import lab.loadtest.open.Patience;
import lab.loadtest.open.Slope;
import lab.protocol.Measure;
import lab.yaml.Span;

/**
 * How long a change takes to reach every screen that shows the line, and what a screen costs: three
 * sizes of audience, one after the other, under the same changes. The cost of one connection is the
 * slope over these sizes, which excludes what the services need anyway.
 */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class FanOut implements Workload<FanOut.Settings> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CATCH_UP = Duration.ofSeconds(20);
  private static final List<String> SIZES = List.of("small", "middle", "large");
  private static final int AT_ONCE = 50;
  private static final int MOST = 20_000;

  /**
   * The load.
   *
   * @param transport how a change reaches a screen
   * @param places whose lines change; a screen shows one of them
   * @param changes per second, over all lines
   * @param warmUp not included in any figure
   * @param duration for each size of audience
   * @param small number of screens; likewise {@code middle} and {@code large}
   */
  public record Settings(
      @NotNull Transport transport,
      @NotNull @Min(1) @Max(10_000) Integer places,
      @NotNull @DecimalMin("1") @DecimalMax("5000") Double changes,
      @NotNull @Span(max = "1m") Duration warmUp,
      @NotNull @Span(min = "2s", max = "10m") Duration duration,
      @NotNull @Min(1) @Max(MOST) Integer small,
      @NotNull @Min(1) @Max(MOST) Integer middle,
      @NotNull @Min(1) @Max(MOST) Integer large) {

    /** The number of screens by the name of the size, in the order in which they are measured. */
    Map<String, Integer> sizes() {
      Map<String, Integer> sizes = new LinkedHashMap<>();
      sizes.put(SIZES.get(0), small);
      sizes.put(SIZES.get(1), middle);
      sizes.put(SIZES.get(2), large);
      return sizes;
    }
  }

  @Override
  public String name() {
    return "fan-out";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    for (String size : SIZES) {
      measures.add(new Measure(size + "-screens", "screens, " + size + " audience", COUNT));
      measures.add(new Measure(size + "-p50", "change to screen, p50", MILLIS));
      measures.add(new Measure(size + "-p99", "change to screen, p99", MILLIS));
    }
    measures.add(new Measure("changes", "changes acknowledged", PER_SECOND));
    measures.add(new Measure("behind", "screens without the last change", COUNT));
    measures.add(new Measure("backwards", "updates older than what was shown", COUNT));
    measures.add(new Measure("bytes", "bytes per change and screen", BYTES));
    measures.add(new Measure("cores", "CPU at the largest audience", CORES));
    measures.add(new Measure("cpu", "CPU per screen and second", MICROS));
    measures.add(new Measure("heap", "heap per screen, gateways and instances", KILOBYTES));
    return measures;
  }

  @Override
  public String load(Settings settings) {
    return "%,.0f changes a second of %,d lines for %,d s, on %s screens with a line each"
        .formatted(
            settings.changes(),
            settings.places(),
            settings.duration().toSeconds(),
            settings.sizes().values());
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, InterruptedException, Distrusted {
    try (QueueApi api = new QueueApi(stage.gateway());
        QueueApi writer = new QueueApi(stage.gateway())) {
      List<String> lines =
          api.places(settings.places()).stream().map(QueueApi.Spot::location).toList();
      for (String line : lines) {
        var _ = QueueApi.must(line, writer.update(line, 0));
      }
      stage.step(load(settings));
      return new Show(stage, api, new ChangeLog(writer, lines, System::nanoTime), settings).run();
    }
  }

  /** The result for one size of audience. */
  private record Size(
      int screens, ChangeLog.Figures figures, double acknowledged, double cores, double heap) {}

  private static final class Show {
    private final Stage stage;
    private final QueueApi api;
    private final ChangeLog changes;
    private final Settings settings;
    private final List<String> services = new ArrayList<>();
    private final List<Screen> screens = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private long next;

    Show(Stage stage, QueueApi api, ChangeLog changes, Settings settings) {
      this.stage = stage;
      this.api = api;
      this.changes = changes;
      this.settings = settings;
      services.addAll(stage.nodes("gateway"));
      services.addAll(stage.nodes("queue-tracker"));
    }

    Map<String, Double> run() throws InterruptedException, Distrusted, IOException {
      try {
        grow(settings.small());
        var _ =
            new OpenLoop(settings.changes(), settings.warmUp()).run(_ -> changes.change(next++));
        stage.started();
        Map<String, Double> values = new LinkedHashMap<>();
        List<Size> measured = new ArrayList<>();
        for (Map.Entry<String, Integer> size : settings.sizes().entrySet()) {
          Size one = measure(size.getValue());
          measured.add(one);
          values.put(size.getKey() + "-screens", (double) one.screens());
          values.put(size.getKey() + "-p50", one.figures().delay().getValueAtPercentile(50) / 1e3);
          values.put(size.getKey() + "-p99", one.figures().delay().getValueAtPercentile(99) / 1e3);
        }
        values.put("behind", (double) behind());
        summary(measured, values);
        return values;
      } finally {
        close();
      }
    }

    private void grow(int size) throws InterruptedException, Distrusted {
      while (screens.size() < size) {
        var connecting = new ArrayList<CompletableFuture<AutoCloseable>>();
        for (int i = 0; i < AT_ONCE && screens.size() < size; i++) {
          Screen screen = new Screen(changes, screens.size() % changes.places());
          screens.add(screen);
          connecting.add(
              settings.transport().follow(api, changes.location(screen.place()), screen));
        }
        try {
          connecting.forEach(connection -> open.add(connection.join()));
        } catch (CompletionException e) {
          throw new Distrusted(
              "not all of %,d screens could be connected: %s".formatted(size, e.getCause()));
        }
      }
      if (!Patience.until(PATIENCE, () -> screens.stream().allMatch(Screen::lit))) {
        long dark = screens.stream().filter(screen -> !screen.lit()).count();
        throw new Distrusted("%,d of %,d screens did not show anything".formatted(dark, size));
      }
    }

    private Size measure(int size) throws InterruptedException, Distrusted {
      grow(size);
      changes.restart();
      long begin = System.nanoTime();
      double cpu = stage.cpuSeconds(services);
      OpenLoop.Outcome outcome =
          new OpenLoop(settings.changes(), settings.duration())
              .run(_ -> changes.change(next++))
              .trusted();
      double seconds = settings.duration().toMillis() / 1e3;
      double cores = (stage.cpuSeconds(services) - cpu) / ((System.nanoTime() - begin) / 1e9);
      var _ = behind();
      double acknowledged = (outcome.sent() - outcome.failed()) / seconds;
      Size one = new Size(size, changes.figures(), acknowledged, cores, stage.liveHeap(services));
      stage.step(
          "%,d screens: change to screen p50 %.1f ms, p99 %.1f ms, %.2f cores, %.0f MB of heap"
              .formatted(
                  size,
                  one.figures().delay().getValueAtPercentile(50) / 1e3,
                  one.figures().delay().getValueAtPercentile(99) / 1e3,
                  one.cores(),
                  one.heap() / 1e6));
      return one;
    }

    /** How many screens do not show their line's last change, even after waiting. */
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
          stage.step("a connection could not be closed: " + e);
        }
      }
    }
  }
}
