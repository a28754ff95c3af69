package lab.runner.report;

import java.util.List;
import java.util.function.Function;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/** The verdict for the terminal: at most 100 columns, both arms side by side. */
public final class VerdictTable {
  private final TextPage page;

  private VerdictTable(TextPage page) {
    this.page = page;
  }

  /**
   * The whole table, ending in a line break.
   *
   * @param colours whether the terminal understands ANSI escapes
   */
  public static String render(Result result, boolean colours) {
    TextPage page = new TextPage(colours);
    VerdictTable table = new VerdictTable(page);
    page.title(result.experiment().title() + (result.shortForm() ? " (short form)" : ""));
    if (!result.arms().isEmpty()) {
      table.figures(result);
    }
    table.verdicts(result);
    return page.toString();
  }

  private void figures(Result result) {
    List<ArmResult> arms = result.arms();
    row("", arms, arm -> arm.arm().name());
    List<List<String>> means =
        arms.stream().map(arm -> TextPage.wrap(arm.arm().means(), TextPage.COLUMN)).toList();
    int height = means.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < height; i++) {
      int at = i;
      page.row("", means.stream().map(lines -> at < lines.size() ? lines.get(at) : "").toList());
    }
    page.rule();
    row("requests", arms, arm -> Words.count(arm.figures().sent()));
    row("failed", arms, arm -> Words.failed(arm.figures()));
    page.line("answered within, for 50 / 99 / 99.9 of 100 requests");
    row("  before the fault", arms, arm -> Words.percentiles(arm.phase("before")));
    row("  during the fault", arms, arm -> Words.percentiles(arm.phase("during")));
    row("  after the fault", arms, arm -> Words.percentiles(arm.phase("after")));
    row("failed before / during / after", arms, VerdictTable::failures);
    row("failed reads / writes", arms, arm -> Words.readsAndWrites(arm.figures()));
    row("time to recover", arms, arm -> Words.duration(arm.recoveryMillis()));
    if (result.experiment().tolerances().attempts() != null) {
      row("traffic off the dead instance", arms, Words::traffic);
    }
    row("links acknowledged", arms, arm -> Words.count(arm.ledger().acknowledged()));
    row("  lost / duplicated / stale", arms, arm -> Words.ledger(arm.ledger()));
    page.rule();
  }

  private void verdicts(Result result) {
    if (!result.arms().isEmpty()) {
      page.paragraph("", Words.summary(result));
      page.line("");
    }
    page.health(result.health(), Words.meaning(result.health()));
    page.line("");
    Claim claim = result.experiment().claim();
    page.paragraph("claim    ", "\"" + claim.text() + "\"");
    page.paragraph("         ", claim.source());
    page.paragraph("verdict  ", result.claim().words());
    page.paragraph("         ", "measured: " + result.claim().measured());
  }

  private static String failures(ArmResult arm) {
    return "%s / %s / %s"
        .formatted(failed(arm, "before"), failed(arm, "during"), failed(arm, "after"));
  }

  private static String failed(ArmResult arm, String phase) {
    Figures figures = arm.phase(phase);
    return Words.count(figures.failed());
  }

  private void row(String label, List<ArmResult> arms, Function<ArmResult, String> cell) {
    page.row(label, arms.stream().map(cell).toList());
  }
}
