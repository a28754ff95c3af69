package lab.runner.report;

import java.util.List;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Health;
import lab.runner.experiment.PlainLoad;
import lab.runner.experiment.Result.Ledger;

/** What a plain load came to, for the terminal. */
public final class LoadTable {
  private LoadTable() {}

  /**
   * The whole table, ending in a line break.
   *
   * @param colours whether the terminal understands ANSI escapes
   */
  public static String render(PlainLoad.Outcome outcome, boolean shortForm, boolean colours) {
    TextPage page = new TextPage(colours);
    page.title(
        "The load of %s%s on %s"
            .formatted(
                outcome.experiment().name(), shortForm ? ", short form," : "", outcome.url()));
    if (outcome.figures().intended() > 0) {
      figures(page, outcome.figures(), outcome.ledger());
    }
    page.health(outcome.health(), meaning(outcome.health()));
    return page.toString();
  }

  private static void figures(TextPage page, Figures figures, Ledger ledger) {
    row(page, "requests", Words.count(figures.sent()));
    row(page, "failed", Words.failed(figures));
    row(page, "  reads / writes", Words.readsAndWrites(figures));
    row(page, "answered within, 50 / 99 / 99.9 %", Words.percentiles(figures));
    row(page, "arrivals missed by the generator", Words.count(figures.missed()));
    row(page, "links acknowledged", Words.count(ledger.acknowledged()));
    row(page, "  lost / duplicated / stale", Words.ledger(ledger));
    page.rule();
  }

  private static void row(TextPage page, String label, String value) {
    page.row(label, List.of(value));
  }

  private static String meaning(Health health) {
    return switch (health) {
      case Health.Pass _ -> "Nothing failed, and nothing was lost.";
      case Health.Fail _ -> "Something failed, or was lost.";
      case Health.Unknown _ -> "This load does not allow a verdict.";
    };
  }
}
