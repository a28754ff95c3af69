package lab.loadtest.queuetracker;

import static lab.protocol.Unit.COUNT;
import static lab.protocol.Unit.MILLIS;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.AssertTrue;
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
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.loadtest.open.Later;
import lab.loadtest.open.OpenLoop;
import lab.loadtest.open.Patience;
import lab.protocol.Measure;
import lab.yaml.Span;

/**
 * One instance dies, and with it a third of all WebSockets. They reconnect to other instances while
 * lines change: what did they miss, how long does it take until all are back, and what do other
 * clients notice?
 */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class ReconnectStorm implements Workload<ReconnectStorm.Settings> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 50;

  /**
   * The load.
   *
   * @param changes per second
   * @param reads per second, by other clients
   * @param killAfter from the beginning of the changes
   * @param resume whether subscribers say what they saw last when they reconnect
   */
  public record Settings(
      @NotNull @Min(3) @Max(20_000) Integer sockets,
      @NotNull @Min(1) @Max(10_000) Integer places,
      @NotNull @DecimalMin("1") @DecimalMax("1000") Double changes,
      @NotNull @DecimalMin("1") @DecimalMax("1000") Double reads,
      @NotNull @Span(min = "1s", max = "5m") Duration killAfter,
      @NotNull @Span(min = "1s", max = "10m") Duration duration,
      @NotNull Resume resume) {

    /** Whether the kill comes before the end; called even if fields are missing. */
    @AssertTrue(message = "duration must be at least kill-after")
    public boolean isDurationLongEnough() {
      return killAfter == null || duration == null || duration.compareTo(killAfter) >= 0;
    }
  }

  /** Whether subscribers resume. */
  public enum Resume {
    YES,
    NO
  }

  @Override
  public String name() {
    return "reconnect-storm";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("sockets", "WebSockets", COUNT),
        new Measure("cut", "of those, cut off by the kill", COUNT),
        new Measure("changes", "changes acknowledged", COUNT),
        new Measure("missed", "changes not delivered to a subscriber", COUNT),
        new Measure("backwards", "changes delivered out of order or twice", COUNT),
        new Measure("not-back", "subscribers not back at the end", COUNT),
        new Measure("back", "time until all had subscribed again", MILLIS),
        new Measure("read-p99", "reads by other clients, p99", MILLIS),
        new Measure("failed-reads", "failed reads by other clients", COUNT));
  }

  @Override
  public String load(Settings settings) {
    return ("%,d WebSockets on %,d lines, %,.0f changes and %,.0f reads a second for %,d s, the"
            + " kill after %,d s")
        .formatted(
            settings.sockets(),
            settings.places(),
            settings.changes(),
            settings.reads(),
            settings.duration().toSeconds(),
            settings.killAfter().toSeconds());
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, InterruptedException, Distrusted {
    List<StormSocket> subscribers = new ArrayList<>();
    try (QueueApi api = new QueueApi(stage.gateway());
        QueueApi others = new QueueApi(stage.gateway())) {
      List<String> lines =
          api.places(settings.places()).stream().map(QueueApi.Spot::location).toList();
      for (String line : lines) {
        var _ = QueueApi.must(line, others.update(line, 0));
      }
      stage.step(load(settings));
      try {
        connect(api, lines, subscribers, settings);
        stage.started();
        return storm(stage, others, lines, subscribers, settings);
      } finally {
        subscribers.forEach(StormSocket::close);
      }
    }
  }

  private static void connect(
      QueueApi api, List<String> lines, List<StormSocket> subscribers, Settings settings)
      throws InterruptedException, Distrusted {
    while (subscribers.size() < settings.sockets()) {
      List<CompletableFuture<?>> connecting = new ArrayList<>();
      for (int i = 0; i < AT_ONCE && subscribers.size() < settings.sockets(); i++) {
        String line = lines.get(subscribers.size() % lines.size());
        StormSocket socket = new StormSocket(api, line, settings.resume() == Resume.YES);
        subscribers.add(socket);
        connecting.add(socket.connect());
      }
      connecting.forEach(CompletableFuture::join);
    }
    if (!Patience.until(PATIENCE, () -> subscribers.stream().allMatch(s -> s.has(0)))) {
      throw new Distrusted("not all WebSockets could be connected");
    }
  }

  private static Map<String, Double> storm(
      Stage stage,
      QueueApi others,
      List<String> lines,
      List<StormSocket> subscribers,
      Settings settings)
      throws IOException, InterruptedException, Distrusted {
    String victim = stage.nodes("queue-tracker").getFirst();
    Reads reading = Reads.start(others, lines, settings.reads(), settings.duration());
    OpenLoop.Outcome changed;
    long killedAt;
    try (Later kill = Later.after(settings.killAfter(), () -> stage.kill(victim))) {
      changed =
          new OpenLoop(settings.changes(), settings.duration())
              .run(n ->
                  others.join(lines.get((int) (n % lines.size()))).thenApply(QueueApi.Reply::ok));
      killedAt = kill.begunAtNanos();
    }
    stage.start(victim);
    OpenLoop.Outcome read = reading.await();
    var _ = changed.trusted();
    var _ = read.trusted();
    long notBack = notBack(others, lines, subscribers);
    return values(subscribers, killedAt, notBack, changed, read);
  }

  private static Map<String, Double> values(
      List<StormSocket> subscribers,
      long killedAt,
      long notBack,
      OpenLoop.Outcome changed,
      OpenLoop.Outcome read) {
    List<StormSocket> cut = subscribers.stream().filter(StormSocket::wasCut).toList();
    long lastBack = cut.stream().mapToLong(StormSocket::backAtNanos).max().orElse(killedAt);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("sockets", (double) subscribers.size());
    values.put("cut", (double) cut.size());
    values.put("changes", (double) changed.sent() - changed.failed());
    values.put("missed", (double) subscribers.stream().mapToLong(StormSocket::missed).sum());
    values.put("backwards", (double) subscribers.stream().mapToLong(StormSocket::backwards).sum());
    values.put("not-back", (double) notBack);
    if (!cut.isEmpty() && notBack == 0) {
      values.put("back", (lastBack - killedAt) / 1e6);
    }
    values.put("read-p99", read.millis(99));
    values.put("failed-reads", (double) read.failed());
    return values;
  }

  /** How many are not connected or do not have their line's last change, after waiting for them. */
  private static long notBack(QueueApi others, List<String> lines, List<StormSocket> subscribers)
      throws IOException, InterruptedException {
    Map<String, Long> newest = new LinkedHashMap<>();
    for (String line : lines) {
      newest.put(line, others.must("/api/queue/" + line).etag());
    }
    var _ =
        Patience.until(
            PATIENCE,
            () -> subscribers.stream().allMatch(s -> s.has(newest.getOrDefault(s.location(), 0L))));
    return subscribers.stream().filter(s -> !s.has(newest.getOrDefault(s.location(), 0L))).count();
  }
}
