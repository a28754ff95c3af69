package lab.runner.trial.queue;

import static lab.runner.trial.Unit.COUNT;

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
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;

/**
 * Devices that all count people into the same few lines, and afterwards the lines must be as long
 * as people were counted. To read, add one and set loses the change of whoever read the same (the
 * lost update of Berenson et al., "A Critique of ANSI SQL Isolation Levels", P4).
 */
public final class LostUpdates implements Trial {
  private static final int CONFLICT = 412;

  private final Way way;
  private final int places;
  private final int devices;
  private final int changes;

  /** How a device counts somebody in. */
  enum Way {
    /** Reads the length and sets one more, as the text's sample would. */
    SET,
    /** Likewise, but only if nobody was faster; then all over again. */
    IF_MATCH,
    /** Says that somebody joined. */
    JOIN
  }

  /** Reads the settings. */
  public LostUpdates(Section settings) {
    way = settings.choice("way", Way.class);
    places = (int) settings.count("places", 1, 100);
    devices = (int) settings.count("devices", 2, 200);
    changes = (int) settings.count("changes", 1, 100_000);
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("acknowledged", "changes acknowledged", COUNT),
        new Measure("lost", "changes lost", COUNT),
        new Measure("invented", "changes counted twice", COUNT),
        new Measure("refused", "tries refused by If-Match", COUNT),
        new Measure("failed", "changes not acknowledged", COUNT));
  }

  @Override
  public String load() {
    return "%,d changes of %d lines by %d devices at once".formatted(changes, places, devices);
  }

  @Override
  public Map<String, Double> measure(Bench bench) throws IOException, InterruptedException {
    try (QueueApi api = new QueueApi(bench.gateway())) {
      List<String> lines = api.places(places).stream().map(QueueApi.Spot::location).toList();
      for (String line : lines) {
        var _ = QueueApi.must(line, api.update(line, 0));
      }
      bench.step(load());
      Counting counting = new Counting(api, lines);
      counting.run();
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

  private final class Counting {
    private final QueueApi api;
    private final List<String> lines;
    private final Map<String, LongAdder> acknowledged = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    Counting(QueueApi api, List<String> lines) {
      this.api = api;
      this.lines = lines;
    }

    long acknowledged(String line) {
      return acknowledged.getOrDefault(line, new LongAdder()).sum();
    }

    void run() throws InterruptedException {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Void>> all = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
          int first = device;
          all.add(() -> {
            for (int i = first; i < changes && !Thread.interrupted(); i += devices) {
              countIn(lines.get((first + i / devices) % places));
            }
            return null;
          });
        }
        for (Future<Void> device : threads.invokeAll(all)) { // cancels them when interrupted
          device.get();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    private void countIn(String line) {
      boolean done =
          switch (way) {
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
