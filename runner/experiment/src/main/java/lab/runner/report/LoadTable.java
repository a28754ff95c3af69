package lab.runner.report;

import java.util.List;
import java.util.Map;
import lab.protocol.Measure;
import lab.runner.experiment.Health;
import lab.runner.experiment.PlainLoad;

/** The outcome of a plain load as a table for the terminal. */
public final class LoadTable {
  private LoadTable() {}

  /**
   * The whole table, ending in a line break.
   *
   * @param colours whether the terminal understands ANSI escapes
   */
  public static String render(PlainLoad.Outcome outcome, boolean shortForm, boolean colours) {
    TextPage page = TextPage.of(1, colours);
    page.title(
        "The load of %s%s on %s"
            .formatted(
                outcome.experiment().name(),
                shortForm ? ", short form," : "",
                outcome.target().gateway()));
    if (!outcome.values().isEmpty()) {
      figures(page, outcome);
    }
    page.health(outcome.health(), meaning(outcome.health()));
    return page.toString();
  }

  private static void figures(TextPage page, PlainLoad.Outcome outcome) {
    Map<String, Double> values = outcome.values();
    row(page, "requests", Words.count(values.get("sent")));
    row(page, "failed", Words.failed(values.get("failed"), values.get("sent")));
    for (String operation : outcome.experiment().workload().operations()) {
      row(page, "  " + operation + "s", Words.count(values.get(operation + ".failed")));
    }
    row(
        page,
        "answered within, 50 / 99 / 99.9 %",
        "%s / %s / %s"
            .formatted(
                Words.millis(values.get("p50")),
                Words.millis(values.get("p99")),
                Words.millis(values.get("p999"))));
    row(page, "arrivals missed by the generator", Words.count(values.get("missed")));
    for (Measure measure : outcome.experiment().workload().measures()) {
      Double value = values.get(measure.name());
      row(page, measure.words(), value == null ? Words.NONE : measure.unit().words(value));
    }
    page.rule();
  }

  private static void row(TextPage page, String label, String value) {
    page.row(label, List.of(value));
  }

  private static String meaning(Health health) {
    return switch (health.verdict()) {
      case PASS -> "Nothing failed, and nothing was lost.";
      case FAIL -> "Something failed, or was lost.";
      case UNKNOWN -> "This load does not allow a verdict.";
    };
  }
}
