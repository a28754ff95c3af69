package lab.runner.report;

import java.util.List;
import lab.runner.trial.Measure;
import lab.runner.trial.TrialExperiment.Claim;
import lab.runner.trial.TrialResult;
import lab.runner.trial.TrialResult.Measured;

/** The verdict of an experiment with a trial, for the terminal: all arms side by side. */
public final class TrialTable {
  private TrialTable() {}

  /**
   * The whole table, ending in a line break.
   *
   * @param colours whether the terminal understands ANSI escapes
   */
  public static String render(TrialResult result, boolean colours) {
    List<Measured> arms = result.arms();
    TextPage page = TextPage.of(arms.size(), colours);
    page.title(result.experiment().title() + (result.shortForm() ? " (short form)" : ""));
    arms.forEach(arm -> page.paragraph("%-14s".formatted(arm.arm().name()), arm.arm().means()));
    if (!arms.isEmpty()) {
      page.rule();
      page.row("", arms.stream().map(arm -> arm.arm().name()).toList());
      for (Measure measure : result.experiment().measures()) {
        page.row(measure.words(), arms.stream().map(arm -> Words.measured(arm, measure)).toList());
      }
      page.rule();
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
    return page.toString();
  }
}
