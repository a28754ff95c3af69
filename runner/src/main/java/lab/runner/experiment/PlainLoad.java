package lab.runner.experiment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment's load without its arms and faults: how a service bears it, and what became of
 * every link that it acknowledged. Needs no lab, only a URL.
 */
public final class PlainLoad {
  private static final String NAME = "load";

  private PlainLoad() {}

  /**
   * What it came to.
   *
   * @param figures of nothing, if the load did not begin
   * @param health pass: nothing failed or was lost; unknown: the load generator fell behind or
   *     broke off
   */
  public record Outcome(
      Experiment experiment, URI url, Figures figures, Result.Ledger ledger, Health health) {}

  /**
   * Puts the load on.
   *
   * @param folder gets the load generator's files; must exist
   * @param loadGenerator as in {@link Options}
   */
  public static Outcome run(
      Experiment experiment,
      LoadTarget target,
      Path folder,
      List<String> loadGenerator,
      ProgressListener progress)
      throws IOException, InterruptedException {
    try (LoadGenerator generator =
        LoadGenerator.start(loadGenerator, experiment, target, folder, NAME, progress)) {
      var _ = generator.startedAt();
      Samples samples = generator.finish();
      progress.step("reading every acknowledged link back");
      List<LedgerCheck.Create> creates = LedgerCheck.read(folder.resolve("acknowledged.ndjson"));
      Result.Ledger ledger = new LedgerCheck(target.gateway()).check(creates, samples.unanswered());
      Figures figures = Figures.of(samples.seconds());
      long warmUpWrong = Figures.wrongAnswers(samples.warmUp().failed());
      Health health = health(new Soundness(figures, warmUpWrong, ledger));
      return new Outcome(experiment, target.gateway(), figures, ledger, health);
    } catch (ExperimentTrouble e) {
      Health unknown = new Health.Unknown(List.of(String.valueOf(e.getMessage())));
      return new Outcome(
          experiment, target.gateway(), Figures.none(), Result.Ledger.EMPTY, unknown);
    }
  }

  /** In the order of {@link Judge}: broken promises, distrust, failures. */
  static Health health(Soundness load) {
    List<String> broken = load.broken();
    if (!broken.isEmpty()) {
      return new Health.Fail(broken);
    }
    List<String> untrusted = new ArrayList<>();
    load.missed().ifPresent(untrusted::add);
    load.unread().ifPresent(untrusted::add);
    if (!untrusted.isEmpty()) {
      return new Health.Unknown(untrusted);
    }
    Figures figures = load.figures();
    String failed = "%,d of %,d requests failed".formatted(figures.failed(), figures.sent());
    return figures.failed() > 0
        ? new Health.Fail(List.of(failed))
        : new Health.Pass(
            List.of(
                failed,
                "%,d acknowledged links were read back, none was lost"
                    .formatted(load.ledger().acknowledged())));
  }
}
