package lab.runner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runner.cli.ExperimentRuns.Form;
import lab.runner.descriptor.Catalog;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Health.Verdict;
import lab.runner.experiment.Result;
import lab.runner.home.LabHome;
import lab.runner.report.ClaimsPage;
import lab.runner.report.Overview;

/**
 * Runs every experiment, one after the other. If a lab is up, only those for its topology are run;
 * otherwise a lab is brought up for each topology in turn and taken down afterwards.
 */
final class RunAll {
  private final LabHome home;
  private final Way way;
  private final Experiments experiments;
  private final ExperimentRuns runs;

  RunAll(LabHome home, Way way, Experiments experiments, ExperimentRuns runs) {
    this.home = home;
    this.way = way;
    this.experiments = experiments;
    this.runs = runs;
  }

  /**
   * Runs the experiments, prints one table, and updates {@code docs/claims.md} if that is here.
   *
   * @return the worst exit code, where failed is worse than unknown
   */
  int run(Form form, UpOptions options) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    List<String> left = new ArrayList<>();
    var up = way.lab();
    for (Map.Entry<String, List<Experiment>> group : byTopology(form).entrySet()) {
      if (up.isPresent() && !up.get().topology().equals(group.getKey())) {
        group.getValue().forEach(experiment -> left.add(experiment.name()));
        continue;
      }
      results.addAll(run(group.getValue(), form, options));
      if (up.isEmpty()) {
        way.down();
      }
    }
    LabCommand.print("");
    LabCommand.print(Overview.render(results));
    if (!left.isEmpty()) {
      LabCommand.print(
          "Not run, because they are meant for another topology: %s. With the lab down, all are run."
              .formatted(String.join(", ", left)));
    }
    if (!form.sabotaged()) {
      new ClaimsPage(home.sources(), home.results())
          .write()
          .ifPresent(page -> LabCommand.print("Claims: " + page));
    }
    return exitCode(results);
  }

  /** Reads all files first, so that an invalid one is found before an hour has passed. */
  private Map<String, List<Experiment>> byTopology(Form form) throws IOException {
    Map<String, List<Experiment>> byTopology = new LinkedHashMap<>();
    for (Experiment experiment : experiments.all(form.shortForm())) {
      byTopology.computeIfAbsent(experiment.topology(), _ -> new ArrayList<>()).add(experiment);
    }
    return byTopology;
  }

  private List<Result> run(List<Experiment> group, Form form, UpOptions options)
      throws IOException, InterruptedException {
    Set<String> needs = new LinkedHashSet<>();
    group.forEach(experiment -> needs.addAll(experiment.needs()));
    options.services = Catalog.of(home.sources()).byDefaultWith(List.copyOf(needs));
    var lab = way.labThatIsUp(options, group.getFirst().topology());
    List<Result> results = new ArrayList<>();
    for (Experiment experiment : group) {
      LabCommand.print("");
      Needs.check(experiment, lab, way);
      results.add(runs.run(experiment, form, lab, way.command()));
    }
    return results;
  }

  private static int exitCode(List<Result> results) {
    int code = 0;
    for (Result result : results) {
      int one =
          result.sabotaged()
              ? (result.health().verdict() == Verdict.PASS ? 1 : 0)
              : result.health().exitCode();
      code = code == 1 || one == 1 ? 1 : Math.max(code, one);
    }
    return code;
  }
}
