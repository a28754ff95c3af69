package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lab.protocol.Measure;
import lab.runner.experiment.Bound;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/**
 * The measures that get their own row: the workload's, those with an expectation, and those of the
 * engine's that no other table shows.
 */
final class Measures {
  private static final Set<String> OWN =
      Set.of("missed", "wrong", "recovery", "attempts", "turned");

  private final Experiment experiment;
  private final List<ArmResult> arms;

  Measures(Result result) {
    experiment = result.experiment();
    arms = result.arms();
  }

  /** Those that were measured, in the order of the experiment. */
  List<Measure> shown() {
    List<Measure> shown = new ArrayList<>();
    for (Measure measure : experiment.measures()) {
      boolean measured = arms.stream().anyMatch(arm -> arm.value(measure.name()) != null);
      boolean expected =
          experiment.arms().stream().anyMatch(arm -> arm.expect().containsKey(measure.name()));
      boolean own =
          OWN.contains(measure.name()) || experiment.workload().measures().contains(measure);
      if (expected || (measured && own)) {
        shown.add(measure);
      }
    }
    return shown;
  }

  String table() {
    StringBuilder rows = new StringBuilder("<table class=\"trial\">");
    rows.append("<caption>Every measure in every arm</caption><thead><tr><th></th>");
    for (ArmResult arm : arms) {
      rows.append(
          "<th scope=\"col\" class=\"%s\">%s</th>"
              .formatted(style(arm), Html.escape(arm.arm().name())));
    }
    rows.append("</tr></thead><tbody>");
    for (Measure measure : shown()) {
      boolean broken =
          measure.kind() == Measure.Kind.INVARIANT
              && arms.stream().anyMatch(arm -> arm.values().getOrDefault(measure.name(), 0.0) > 0);
      rows.append(
          "<tr><th scope=\"row\" class=\"%s\">%s%s</th>"
              .formatted(
                  broken ? "broken" : "",
                  Html.escape(measure.words()),
                  broken ? ": must be 0" : ""));
      double most = most(measure);
      arms.forEach(arm -> rows.append(cell(arm, measure, most)));
      rows.append("</tr>");
    }
    kinds(rows);
    return rows.append("</tbody></table>").toString();
  }

  private double most(Measure measure) {
    return arms.stream()
        .mapToDouble(arm -> arm.values().getOrDefault(measure.name(), 0.0))
        .max()
        .orElse(0);
  }

  private static String cell(ArmResult arm, Measure measure, double most) {
    double value = arm.values().getOrDefault(measure.name(), 0.0);
    Bound bound = arm.arm().expect().get(measure.name());
    return "<td class=\"%s\">%s<i style=\"width:%s%%\"></i>%s</td>"
        .formatted(
            style(arm),
            Html.figures(Words.measured(arm, measure)),
            String.format(Locale.ROOT, "%.1f", most > 0 ? Math.max(0, 100 * value / most) : 0),
            bound == null
                ? ""
                : "<small>%s</small>".formatted(Html.figures(bound.words(measure.unit()))));
  }

  private void kinds(StringBuilder rows) {
    if (arms.stream().noneMatch(ArmResult::hasSeries)) {
      return;
    }
    rows.append("<tr><th scope=\"row\">failed requests, by kind</th>");
    for (ArmResult arm : arms) {
      Map<String, Long> kinds = new TreeMap<>();
      arm.seconds()
          .forEach(point ->
              point.figures().failedByKind().forEach((kind, n) -> kinds.merge(kind, n, Long::sum)));
      List<String> words = new ArrayList<>();
      kinds.forEach((kind, count) -> words.add(kind + " " + Words.count(count)));
      rows.append(
          "<td>%s</td>"
              .formatted(words.isEmpty() ? Words.NONE : Html.escape(String.join(", ", words))));
    }
    rows.append("</tr>");
  }

  private static String style(ArmResult arm) {
    return Words.style(arm.arm().role());
  }
}
