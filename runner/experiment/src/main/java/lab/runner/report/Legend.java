package lab.runner.report;

import java.util.List;
import lab.runner.experiment.Experiment.Arm;

/** The legend: which line belongs to which arm, by colour and by dash. */
final class Legend {
  private Legend() {}

  static String of(List<Arm> arms) {
    StringBuilder legend = new StringBuilder();
    for (Arm arm : arms) {
      String style = Words.style(arm.role());
      legend.append(
          "<span class=\"key %s\">%s<span><b>%s</b>: %s</span></span>"
              .formatted(style, swatch(style), Html.escape(arm.name()), Html.escape(arm.means())));
    }
    return legend.toString();
  }

  private static String swatch(String style) {
    return "<svg class=\"swatch\" viewBox=\"0 0 40 10\" aria-hidden=\"true\"><path class=\"line %s\" d=\"M3 5H37\"/></svg>"
        .formatted(style);
  }
}
