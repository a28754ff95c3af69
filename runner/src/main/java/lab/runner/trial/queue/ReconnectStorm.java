package lab.runner.trial.queue;

import static lab.runner.trial.Unit.COUNT;
import static lab.runner.trial.Unit.MILLIS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;

/**
 * One instance dies with a third of all WebSockets. They come back elsewhere while lines move: what
 * did they miss, how long until all are back, and what do the others notice?
 */
public final class ReconnectStorm implements Trial {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 50;

  private final int sockets;
  private final int places;
  private final double changes;
  private final double reads;
  private final Duration before;
  private final Duration duration;
  private final boolean resume;

  /** Reads the settings. */
  public ReconnectStorm(Section settings) {
    sockets = (int) settings.count("sockets", 3, 20_000);
    places = (int) settings.count("places", 1, 10_000);
    changes = settings.number("changes", 1, 1_000);
    reads = settings.number("reads", 1, 1_000);
    before = settings.duration("killAfter", Duration.ofSeconds(1), Duration.ofMinutes(5));
    duration = settings.duration("duration", before, Duration.ofMinutes(10));
    resume = settings.choice("resume", Resume.class) == Resume.YES;
  }

  private enum Resume {
    YES,
    NO
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("sockets", "WebSockets", COUNT),
        new Measure("cut", "of them cut off by the kill", COUNT),
        new Measure("changes", "changes acknowledged", COUNT),
        new Measure("missed", "changes that a subscriber was not told", COUNT),
        new Measure("backwards", "changes told out of order or twice", COUNT),
        new Measure("notBack", "subscribers not back in the end", COUNT),
        new Measure("back", "until all had subscribed again", MILLIS),
        new Measure("readP99", "others' reads, p99", MILLIS),
        new Measure("failedReads", "others' reads that failed", COUNT));
  }

  @Override
  public String load() {
    return ("%,d WebSockets on %,d lines, %,.0f changes and %,.0f reads a second for %,d s, the"
            + " kill after %,d s")
        .formatted(sockets, places, changes, reads, duration.toSeconds(), before.toSeconds());
  }

  @Override
  public Map<String, Double> measure(Bench bench)
      throws IOException, InterruptedException, ExperimentTrouble {
    List<StormSocket> subscribers = new ArrayList<>();
    try (QueueApi api = new QueueApi(bench.gateway());
        QueueApi others = new QueueApi(bench.gateway())) {
      List<String> lines = api.places(places).stream().map(QueueApi.Spot::location).toList();
      for (String line : lines) {
        var _ = QueueApi.must(line, others.update(line, 0));
      }
      bench.step(load());
      try {
        connect(api, lines, subscribers);
        return storm(bench, others, lines, subscribers);
      } finally {
        subscribers.forEach(StormSocket::close);
      }
    }
  }

  private void connect(QueueApi api, List<String> lines, List<StormSocket> subscribers)
      throws InterruptedException, ExperimentTrouble {
    while (subscribers.size() < sockets) {
      List<CompletableFuture<?>> connecting = new ArrayList<>();
      for (int i = 0; i < AT_ONCE && subscribers.size() < sockets; i++) {
        String line = lines.get(subscribers.size() % lines.size());
        StormSocket socket = new StormSocket(api, line, resume);
        subscribers.add(socket);
        connecting.add(socket.connect());
      }
      connecting.forEach(CompletableFuture::join);
    }
    if (!Patience.until(PATIENCE, () -> subscribers.stream().allMatch(s -> s.has(0)))) {
      throw new ExperimentTrouble("not all WebSockets could be connected");
    }
  }

  private Map<String, Double> storm(
      Bench bench, QueueApi others, List<String> lines, List<StormSocket> subscribers)
      throws IOException, InterruptedException, ExperimentTrouble {
    String victim = bench.nodes("queue-tracker").getFirst();
    Reads reading = Reads.start(others, lines, reads, duration);
    OpenLoop.Outcome changed;
    long killedAt;
    try (Later kill = Later.after(before, () -> bench.kill(victim))) {
      changed =
          new OpenLoop(changes, duration)
              .run(n ->
                  others.join(lines.get((int) (n % lines.size()))).thenApply(QueueApi.Reply::ok));
      killedAt = kill.begunAtNanos();
    }
    bench.start(victim);
    OpenLoop.Outcome read = reading.await();
    var _ = changed.trusted();
    var _ = read.trusted();
    long notBack = notBack(others, lines, subscribers);
    List<StormSocket> cut = subscribers.stream().filter(StormSocket::wasCut).toList();
    long lastBack = cut.stream().mapToLong(StormSocket::backAtNanos).max().orElse(killedAt);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("sockets", (double) subscribers.size());
    values.put("cut", (double) cut.size());
    values.put("changes", (double) changed.sent() - changed.failed());
    values.put("missed", (double) subscribers.stream().mapToLong(StormSocket::missed).sum());
    values.put("backwards", (double) subscribers.stream().mapToLong(StormSocket::backwards).sum());
    values.put("notBack", (double) notBack);
    if (!cut.isEmpty() && notBack == 0) {
      values.put("back", (lastBack - killedAt) / 1e6);
    }
    values.put("readP99", read.millis(99));
    values.put("failedReads", (double) read.failed());
    return values;
  }

  /** Those that are not connected or do not have their line's last change; waits for them. */
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
