package lab.runner.report;

import java.util.List;
import lab.runner.experiment.Result;

/** Several runs in one table for the terminal. */
public final class Overview {
  private Overview() {}

  /**
   * A row per run: its health with the reasons if it did not pass, and the verdicts on its claims.
   */
  public static String render(List<Result> results) {
    TextPage page = new TextPage(false);
    page.line(row("experiment", "health") + "claims");
    page.rule();
    for (Result result : results) {
      String margin = row(result.experiment().name(), result.health().word());
      for (int i = 0; i < result.claims().size(); i++) {
        String id = result.experiment().claims().get(i).id();
        page.paragraph(margin, id + ": " + result.claims().get(i).words());
        margin = row("", "");
      }
      if (result.health().exitCode() != 0) {
        result.health().reasons().forEach(why -> page.paragraph(row("", ""), "- " + why));
      }
    }
    return page.toString();
  }

  private static String row(String experiment, String health) {
    return "%-20s %-9s ".formatted(experiment, health);
  }
}
