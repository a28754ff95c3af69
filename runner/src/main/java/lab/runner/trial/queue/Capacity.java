package lab.runner.trial.queue;

import static lab.runner.trial.Unit.COUNT;
import static lab.runner.trial.Unit.MILLIS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;

/**
 * How many users a rung of the ladder holds at the text's p99 goal, and what is left of the lines
 * and of the people in them when an instance is killed.
 */
public final class Capacity implements Trial {
  private static final int PLACES = 5;
  private static final String NODE = "queue-tracker-1";

  private final Users users;
  private final Duration warmUp;
  private final int people;
  private final double reads;
  private final Duration readFor;

  /** Reads the settings. */
  public Capacity(Section settings) {
    List<Integer> steps = new ArrayList<>();
    for (String step : settings.texts("users")) {
      if (!step.matches("[1-9]\\d{0,5}")) {
        throw settings.wrong("users", "must be a list of whole numbers from 1 to 999999");
      }
      steps.add(Integer.valueOf(step));
    }
    users =
        new Users(steps, settings.duration("step", Duration.ofSeconds(1), Duration.ofMinutes(1)));
    warmUp = settings.duration("warmUp", Duration.ZERO, Duration.ofMinutes(1));
    people = (int) settings.count("people", 1, 1_000);
    reads = settings.number("reads", 1, 1_000);
    readFor = settings.duration("readFor", Duration.ofSeconds(1), Duration.ofMinutes(2));
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("users", "users held at p99 < 100 ms", COUNT),
        new Measure("tickets", "people in line when an instance was killed", COUNT),
        new Measure("lostTickets", "of them forgotten", COUNT),
        new Measure("lostLines", "of 5 lines, not as long as before", COUNT),
        new Measure("down", "until every line could be asked for again", MILLIS),
        new Measure("failedReads", "reads that failed meanwhile", COUNT));
  }

  @Override
  public String load() {
    return ("a user looks at a line once a second, every tenth look is a change; %s users for %,d s"
            + " each. Then %s is killed, under %,.0f reads a second for %,d s")
        .formatted(users.steps(), users.time().toSeconds(), NODE, reads, readFor.toSeconds());
  }

  @Override
  public Map<String, Double> measure(Bench bench)
      throws IOException, InterruptedException, ExperimentTrouble {
    try (QueueApi api = new QueueApi(bench.gateway())) {
      List<String> lines = api.places(PLACES).stream().map(QueueApi.Spot::location).toList();
      bench.step(load());
      var _ = new OpenLoop(users.steps().getFirst(), warmUp).run(n -> Users.look(api, lines, n));
      int held = users.search(bench, api, lines);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("users", (double) held);
      crash(bench, api, lines, values);
      return values;
    }
  }

  private void crash(Bench bench, QueueApi api, List<String> lines, Map<String, Double> values)
      throws IOException, InterruptedException, ExperimentTrouble {
    Crash crash = Crash.prepared(bench, api, lines, people);
    Reads meanwhile = Reads.start(api, lines, reads, readFor);
    Crash.Loss loss = crash.kill(NODE);
    values.put("failedReads", (double) meanwhile.await().failed());
    values.put("tickets", (double) loss.tickets());
    values.put("lostTickets", (double) loss.lostTickets());
    values.put("lostLines", (double) loss.lostLines());
    values.put("down", (double) loss.downMillis());
  }
}
