package lab.runner.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import lab.protocol.Measure;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Phases;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/** A result as a table for the terminal: at most 100 columns, all arms side by side. */
public final class ResultTable {
  private static final List<String> PERCENTILES = List.of("p50", "p99", "p999");

  private final TextPage page;
  private final Result result;

  private ResultTable(TextPage page, Result result) {
    this.page = page;
    this.result = result;
  }

  /**
   * The whole table, ending in a line break.
   *
   * @param colours whether the terminal understands ANSI escapes
   */
  public static String render(Result result, boolean colours) {
    TextPage page = TextPage.of(result.arms().size(), colours);
    ResultTable table = new ResultTable(page, result);
    page.title(
        result.experiment().title()
            + (result.shortForm() ? " (short form)" : "")
            + (result.sabotaged() ? " (sabotaged)" : ""));
    if (!result.arms().isEmpty()) {
      table.figures();
    }
    table.verdicts();
    return page.toString();
  }

  private void figures() {
    List<ArmResult> arms = result.arms();
    arms.forEach(arm -> page.paragraph("%-14s".formatted(arm.arm().name()), arm.arm().means()));
    page.rule();
    row("", arm -> arm.arm().name());
    Set<String> inSeries = new HashSet<>();
    if (arms.stream().anyMatch(ArmResult::hasSeries)) {
      inSeries.addAll(series());
    }
    for (Measure measure : new Measures(result).shown()) {
      if (!inSeries.contains(measure.name())) {
        row(measure.words(), arm -> Words.measured(arm, measure));
      }
    }
    page.rule();
  }

  /** Writes the rows of what was recorded by the second; returns the measures that are in them. */
  private Set<String> series() {
    List<String> operations = result.experiment().workload().operations();
    Set<String> shown = new HashSet<>(Set.of("sent", "failed"));
    operations.forEach(operation -> shown.add(operation + ".failed"));
    row("requests", arm -> Words.count(arm.value("sent")));
    row("failed", arm -> Words.failed(arm, ""));
    row(
        "  " + String.join(" / ", operations),
        arm -> list(operations, operation -> Words.count(arm.value(operation + ".failed"))));
    if (result.experiment().faults().isEmpty()) {
      row("answered within, 50 / 99 / 99.9 %", arm -> Words.percentiles(arm, ""));
      shown.addAll(PERCENTILES);
      return shown;
    }
    row(
        "  " + String.join(" / ", Phases.NAMES),
        arm -> list(Phases.NAMES, phase -> Words.count(arm.value(phase + ".failed"))));
    page.line("answered within, for 50 / 99 / 99.9 of 100 requests");
    for (String phase : Phases.NAMES) {
      row("  " + phase + " the fault", arm -> Words.percentiles(arm, phase + "."));
      shown.add(phase + ".failed");
      PERCENTILES.forEach(percentile -> shown.add(phase + "." + percentile));
    }
    return shown;
  }

  private static String list(List<String> names, Function<String, String> value) {
    List<String> values = new ArrayList<>();
    names.forEach(name -> values.add(value.apply(name)));
    return String.join(" / ", values);
  }

  private void verdicts() {
    String summary = Words.summary(result);
    if (!summary.isEmpty() && !result.arms().isEmpty()) {
      page.paragraph("", summary);
      page.line("");
    }
    page.health(result.health(), Words.meaning(result.health()));
    for (int i = 0; i < result.claims().size(); i++) {
      Claim claim = result.experiment().claims().get(i);
      page.line("");
      page.paragraph("claim    ", "\"" + claim.text() + "\"");
      page.paragraph("         ", claim.source());
      page.paragraph("verdict  ", result.claims().get(i).words());
      page.paragraph("         ", "measured: " + result.claims().get(i).measured());
    }
  }

  private void row(String label, Function<ArmResult, String> cell) {
    page.row(label, result.arms().stream().map(cell).toList());
  }
}
