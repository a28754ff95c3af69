package lab.runner.experiment;

import java.util.List;
import java.util.stream.Stream;
import lab.protocol.Described;
import lab.protocol.Measure;
import lab.protocol.Measure.Kind;
import lab.protocol.Plan;
import lab.protocol.Unit;

/**
 * Workloads that only describe themselves; two have the names that the repository's experiments
 * use. A setting {@code wrong} is invalid.
 */
public final class ToyWorkloads implements Workloads {
  /** Records its requests by the second, and keeps a ledger. */
  public static final Described REQUESTS =
      new Described(
          "requests",
          List.of("read", "write"),
          List.of(
              new Measure("acknowledged", "links acknowledged", Unit.COUNT),
              new Measure("lost", "acknowledged links lost", Unit.COUNT, Kind.INVARIANT),
              new Measure("unread", "links not read back", Unit.COUNT, Kind.DOUBT)));

  /** Has figures of its own only. */
  public static final Described COUNTING =
      new Described(
          "counting",
          List.of(),
          List.of(
              new Measure("lost", "changes lost", Unit.COUNT),
              new Measure("p99", "answered within, p99", Unit.MILLIS)));

  @Override
  public List<Described> described() {
    return List.of(
        REQUESTS,
        COUNTING,
        new Described("url-shortener", REQUESTS.operations(), REQUESTS.measures()),
        new Described(
            "lost-updates",
            List.of(),
            Stream.of("acknowledged", "lost", "invented", "refused", "failed")
                .map(name -> new Measure(name, "changes " + name, Unit.COUNT))
                .toList()));
  }

  @Override
  public List<Plan.Checked> check(List<Plan.Question> questions) {
    return questions.stream().map(ToyWorkloads::check).toList();
  }

  private static Plan.Checked check(Plan.Question question) {
    return question.settings().has("wrong")
        ? new Plan.Checked(null, "settings.wrong: must be right")
        : new Plan.Checked("settings " + question.settings(), null);
  }
}
