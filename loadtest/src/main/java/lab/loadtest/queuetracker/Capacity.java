package lab.loadtest.queuetracker;

import static lab.protocol.Unit.COUNT;
import static lab.protocol.Unit.MILLIS;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.loadtest.open.OpenLoop;
import lab.protocol.Measure;
import lab.yaml.Span;

/**
 * How many users a phase of the queue tracker supports at the text's p99 goal, and how many lines
 * and people in them survive when an instance is killed.
 */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class Capacity implements Workload<Capacity.Settings> {
  private static final int PLACES = 5;
  private static final String NODE = "queue-tracker-1";

  /**
   * The load.
   *
   * @param users numbers of users to try, in ascending order
   * @param step how long each number is kept
   * @param warmUp with the first number, not included in any figure
   * @param people join each line before the kill
   * @param reads per second, during the kill
   * @param readFor how long those reads last
   */
  public record Settings(
      @NotEmpty List<@NotNull @Min(1) @Max(999_999) Integer> users,
      @NotNull @Span(min = "1s", max = "1m") Duration step,
      @NotNull @Span(max = "1m") Duration warmUp,
      @NotNull @Min(1) @Max(1_000) Integer people,
      @NotNull @DecimalMin("1") @DecimalMax("1000") Double reads,
      @NotNull @Span(min = "1s", max = "2m") Duration readFor) {}

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("users", "users supported at p99 < 100 ms", COUNT),
        new Measure("tickets", "people in line when an instance was killed", COUNT),
        new Measure("lost-tickets", "of those, forgotten", COUNT),
        new Measure("lost-lines", "of 5 lines, those whose length changed", COUNT),
        new Measure("down", "time until every line could be read again", MILLIS),
        new Measure("failed-reads", "reads that failed during the kill", COUNT));
  }

  @Override
  public String load(Settings settings) {
    return ("a user reads a line once a second, every tenth request is a change; %s users for %,d s"
            + " each. Then %s is killed, under %,.0f reads a second for %,d s")
        .formatted(
            settings.users(),
            settings.step().toSeconds(),
            NODE,
            settings.reads(),
            settings.readFor().toSeconds());
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, InterruptedException, Distrusted {
    Users users = new Users(settings.users(), settings.step());
    try (QueueApi api = new QueueApi(stage.gateway())) {
      List<String> lines = api.places(PLACES).stream().map(QueueApi.Spot::location).toList();
      stage.step(load(settings));
      var _ =
          new OpenLoop(users.steps().getFirst(), settings.warmUp())
              .run(n -> Users.look(api, lines, n));
      stage.started();
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("users", (double) users.search(stage, api, lines));
      crash(stage, api, lines, settings, values);
      return values;
    }
  }

  private static void crash(
      Stage stage, QueueApi api, List<String> lines, Settings settings, Map<String, Double> values)
      throws IOException, InterruptedException, Distrusted {
    try (Crash crash = Crash.prepared(stage, api, lines, settings.people())) {
      Reads meanwhile = Reads.start(api, lines, settings.reads(), settings.readFor());
      crash.kill(NODE);
      values.put("failed-reads", (double) meanwhile.await().trusted().failed());
      Crash.Loss loss = crash.loss();
      values.put("tickets", (double) loss.tickets());
      values.put("lost-tickets", (double) loss.lostTickets());
      values.put("lost-lines", (double) loss.lostLines());
      values.put("down", (double) crash.downMillis());
    }
  }
}
