package lab.loadtest.queuetracker;

import static lab.protocol.Unit.COUNT;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.protocol.Measure;

/**
 * Many devices count people into the same few lines; afterwards each line must be as long as the
 * number of people who were counted. A device that reads, adds one and sets loses the change of
 * another one that read the same length (the lost update of Berenson et al., "A Critique of ANSI
 * SQL Isolation Levels", P4).
 */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class LostUpdates implements Workload<LostUpdates.Settings> {
  private static final int CONFLICT = 412;

  /**
   * The load.
   *
   * @param devices that count concurrently
   * @param changes in total
   */
  public record Settings(
      @NotNull Way way,
      @NotNull @Min(1) @Max(100) Integer places,
      @NotNull @Min(2) @Max(200) Integer devices,
      @NotNull @Min(1) @Max(100_000) Integer changes) {}

  /** How a device counts a person. */
  public enum Way {
    /** Reads the length and sets one more, as the text's sample would. */
    @JsonProperty("set")
    SET,
    /** The same, but only if nobody else changed it meanwhile; otherwise it starts over. */
    @JsonProperty("if-match")
    IF_MATCH,
    /** Reports that somebody joined. */
    @JsonProperty("join")
    JOIN
  }

  @Override
  public String name() {
    return "lost-updates";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("acknowledged", "changes acknowledged", COUNT),
        new Measure("lost", "changes lost", COUNT),
        new Measure("invented", "changes counted twice", COUNT),
        new Measure("refused", "attempts rejected by If-Match", COUNT),
        new Measure("failed", "changes not acknowledged", COUNT));
  }

  @Override
  public String load(Settings settings) {
    return "%,d changes of %d lines by %d devices at once"
        .formatted(settings.changes(), settings.places(), settings.devices());
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, InterruptedException {
    try (QueueApi api = new QueueApi(stage.gateway())) {
      List<String> lines =
          api.places(settings.places()).stream().map(QueueApi.Spot::location).toList();
      for (String line : lines) {
        var _ = QueueApi.must(line, api.update(line, 0));
      }
      stage.step(load(settings));
      stage.started();
      Counting counting = new Counting(api, lines, settings);
      counting.run();
      stage.calm();
      long lost = 0;
      long invented = 0;
      for (String line : lines) {
        long more = api.must("/api/queue/" + line).length() - counting.acknowledged(line);
        lost += Math.max(0, -more);
        invented += Math.max(0, more);
      }
      return Map.of(
          "acknowledged", (double) lines.stream().mapToLong(counting::acknowledged).sum(),
          "lost", (double) lost,
          "invented", (double) invented,
          "refused", counting.refused.doubleValue(),
          "failed", counting.failed.doubleValue());
    }
  }

  private static final class Counting {
    private final QueueApi api;
    private final List<String> lines;
    private final Settings settings;
    private final Map<String, LongAdder> acknowledged = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Counting(QueueApi api, List<String> lines, Settings settings) {
      this.api = api;
      this.lines = lines;
      this.settings = settings;
    }

    long acknowledged(String line) {
      return acknowledged.getOrDefault(line, new LongAdder()).sum();
    }

    void run() throws InterruptedException {
      int devices = settings.devices();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Void>> all = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
          int first = device;
          all.add(() -> {
            for (int i = first; i < settings.changes() && !Thread.interrupted(); i += devices) {
              countIn(lines.get((first + i / devices) % lines.size()));
            }
            return null;
          });
        }
        for (Future<Void> device : threads.invokeAll(all)) { // cancels them if interrupted
          device.get();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    private void countIn(String line) {
      boolean done =
          switch (settings.way()) {
            case JOIN -> api.join(line).join().ok();
            case SET -> set(line);
            case IF_MATCH -> setIfMatch(line);
          };
      (done ? acknowledged.computeIfAbsent(line, _ -> new LongAdder()) : failed).increment();
    }

    private boolean set(String line) {
      QueueApi.Reply read = api.line(line).join();
      return read.ok() && api.update(line, read.length() + 1).join().ok();
    }

    private boolean setIfMatch(String line) {
      while (!Thread.currentThread().isInterrupted()) {
        QueueApi.Reply read = api.line(line).join();
        if (!read.ok()) {
          return false;
        }
        var body = Map.of("length", read.length() + 1);
        QueueApi.Reply set = api.post("/api/queue/" + line + "/update", body, read.etag()).join();
        if (set.status() != CONFLICT) {
          return set.ok();
        }
        refused.increment();
      }
      return false;
    }
  }
}
