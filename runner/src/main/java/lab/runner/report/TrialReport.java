package lab.runner.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.trial.Bound;
import lab.runner.trial.Measure;
import lab.runner.trial.TrialExperiment.Arm;
import lab.runner.trial.TrialExperiment.Claim;
import lab.runner.trial.TrialResult;
import lab.runner.trial.TrialResult.Measured;

/**
 * {@code report.html} of an experiment with a trial: the verdicts, and every figure with a bar as
 * long as it is great beside those of the other arms.
 */
public final class TrialReport {
  private final TrialResult result;

  private TrialReport(TrialResult result) {
    this.result = result;
  }

  /** Writes the page; its folder must exist. */
  public static void write(TrialResult result, Path file) throws IOException {
    Page.write(html(result), file);
  }

  /** What {@link #write} writes. */
  public static String html(TrialResult result) throws IOException {
    return new TrialReport(result).page();
  }

  private String page() throws IOException {
    Page page = new Page(result.experiment(), result.shortForm());
    page.text("time", Page.TIME.format(result.startedAt()));
    page.text("load", load());
    page.html("health", result.health().word());
    page.text("mark", Report.mark(result.health()));
    page.text("meaning", Words.meaning(result.health()));
    page.html("reasons", Html.list(result.health().reasons()));
    page.html("claims", claims());
    page.html("machine", Report.machine(result.machine(), result.versions()));
    page.text("command", result.command());
    page.html("legend", legend());
    page.html("measures", result.arms().isEmpty() ? "<p>No arm came to its end.</p>" : measures());
    return page.render("trial.html", 0);
  }

  /** Of each arm, where they differ. */
  private String load() {
    List<Arm> arms = result.experiment().arms();
    List<String> loads = arms.stream().map(arm -> arm.trial().load()).distinct().toList();
    return loads.size() == 1
        ? loads.getFirst()
        : arms.stream()
            .map(arm -> arm.name() + ": " + arm.trial().load())
            .collect(Collectors.joining("; "));
  }

  private String claims() {
    StringBuilder cards = new StringBuilder();
    for (int i = 0; i < result.claims().size(); i++) {
      Claim claim = result.experiment().claims().get(i);
      ClaimVerdict verdict = result.claims().get(i);
      cards.append(
          """
          <div class="card %s">
          <h2>What the text claims</h2>
          <blockquote>“%s”</blockquote>
          <p class="note">%s</p>
          <p class="word">%s</p>
          <p>Measured: %s</p>
          </div>
          """
              .formatted(
                  Report.style(verdict),
                  Html.escape(claim.text()),
                  Html.escape(claim.source()),
                  Html.escape(verdict.words()),
                  Html.figures(verdict.measured())));
    }
    return cards.toString();
  }

  private String legend() {
    return result.experiment().arms().stream()
        .map(arm ->
            "<span class=\"key %s\"><b>%s</b> with %s</span>"
                .formatted(style(arm), Html.escape(arm.name()), Html.escape(arm.means())))
        .collect(Collectors.joining());
  }

  private String measures() {
    StringBuilder rows = new StringBuilder("<table class=\"trial\">");
    rows.append("<caption>Every measure in every arm</caption><thead><tr><th></th>");
    for (Measured arm : result.arms()) {
      rows.append(
          "<th scope=\"col\" class=\"%s\">%s</th>"
              .formatted(style(arm.arm()), Html.escape(arm.arm().name())));
    }
    rows.append("</tr></thead><tbody>");
    for (Measure measure : result.experiment().measures()) {
      rows.append("<tr><th scope=\"row\">%s</th>".formatted(Html.escape(measure.words())));
      double most = most(result.arms(), measure);
      result.arms().forEach(arm -> rows.append(cell(arm, measure, most)));
      rows.append("</tr>");
    }
    return rows.append("</tbody></table>").toString();
  }

  private static double most(List<Measured> arms, Measure measure) {
    return arms.stream()
        .mapToDouble(arm -> arm.values().getOrDefault(measure.name(), 0.0))
        .max()
        .orElse(0);
  }

  private static String cell(Measured arm, Measure measure, double most) {
    double value = arm.values().getOrDefault(measure.name(), 0.0);
    Bound bound = arm.arm().expect().get(measure.name());
    return "<td class=\"%s\">%s<i style=\"width:%s%%\"></i>%s</td>"
        .formatted(
            style(arm.arm()),
            Html.figures(Words.measured(arm, measure)),
            String.format(Locale.ROOT, "%.1f", most > 0 ? Math.max(0, 100 * value / most) : 0),
            bound == null
                ? ""
                : "<small>%s</small>".formatted(Html.figures(bound.words(measure.unit()))));
  }

  private static String style(Arm arm) {
    return arm.role().name().toLowerCase(Locale.ROOT);
  }
}
