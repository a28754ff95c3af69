package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Phases;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.report.Table.Column;
import org.jspecify.annotations.Nullable;

/** The figures of a load as HTML tables, for all arms that were run. */
final class Tables {
  private final List<ArmResult> arms;
  private final boolean faults;

  Tables(List<ArmResult> arms) {
    this.arms = arms;
    this.faults = arms.stream().anyMatch(arm -> !arm.faults().isEmpty());
  }

  /** Tiles with what a reader wants to know first. */
  String tiles() {
    String requests =
        tile("Failed requests", arm -> Words.failed(arm, ""))
            + tile("p99 of the whole run", arm -> Words.millis(arm.value("p99")));
    return faults
        ? requests
            + tile("Until all was well", arm -> Words.duration(arm.value("recovery")))
            + tile("p99 during the fault", arm -> Words.millis(arm.value("during.p99")))
        : requests;
  }

  private String tile(String label, Function<ArmResult, String> value) {
    StringBuilder tile = new StringBuilder("<div class=\"tile\"><h3>%s</h3>".formatted(label));
    for (ArmResult arm : arms) {
      tile.append(
          "<p class=\"%s\"><span>%s</span> <b>%s</b></p>"
              .formatted(
                  style(arm), Html.escape(arm.arm().name()), Html.figures(value.apply(arm))));
    }
    return tile.append("</div>").toString();
  }

  String phasesTitle() {
    return faults ? "Before, during and after the fault" : "The whole run";
  }

  String phases() {
    Table table = new Table("phases", phasesTitle());
    table.heads(
        "",
        Stream.of("Sent", "Failed", "p50", "p99", "p99.9")
            .map(name -> new Column(name, "", 1))
            .toList());
    if (faults) {
      for (String phase : Phases.NAMES) {
        table.group(capitalised(phase) + " the fault", 6);
        arms.forEach(arm -> table.row(arm.arm().name(), style(arm), "", cells(arm, phase + ".")));
      }
    }
    table.group("The whole run", 6);
    arms.forEach(arm -> table.row(arm.arm().name(), style(arm), "", cells(arm, "")));
    if (faults) {
      table.group("When the node was ready again, after the fault was lifted", 6);
      arms.forEach(arm -> table.row(arm.arm().name(), style(arm), "", List.of(restart(arm))));
    }
    return table.end();
  }

  private static List<String> cells(ArmResult arm, String phase) {
    return List.of(
        Words.count(arm.value(phase + "sent")),
        Words.failed(arm, phase),
        Words.millis(arm.value(phase + "p50")),
        Words.millis(arm.value(phase + "p99")),
        Words.millis(arm.value(phase + "p999")));
  }

  private static String restart(ArmResult arm) {
    return arm.faults().isEmpty()
        ? Words.NONE
        : Words.duration(
            (double)
                (arm.faults().getFirst().liftedAtMillis()
                    - arm.faults().getFirst().liftAtMillis()));
  }

  /** A table with every point of the charts. */
  String seconds() {
    Table table = new Table("seconds", "Every second, from the beginning of the measured load");
    table.heads("", arms.stream().map(arm -> new Column(arm.arm().name(), style(arm), 6)).toList());
    List<Column> columns = new ArrayList<>();
    arms.forEach(arm ->
        Stream.of("due", "right", "failed", "p50", "p99", "p99.9")
            .forEach(name -> columns.add(new Column(name, style(arm), 1))));
    table.heads("Second", columns);
    table.group("", 0);
    int seconds = arms.stream().mapToInt(arm -> arm.seconds().size()).max().orElse(0);
    for (int i = 0; i < seconds; i++) {
      List<String> cells = new ArrayList<>();
      for (ArmResult arm : arms) {
        cells.addAll(second(i < arm.seconds().size() ? arm.seconds().get(i).figures() : null));
      }
      table.row(Integer.toString(i), cells);
    }
    return table.end();
  }

  private static List<String> second(@Nullable Figures figures) {
    return figures == null
        ? List.of("", "", "", "", "", "")
        : List.of(
            Words.count(figures.intended()),
            Words.count(figures.ok()),
            Words.count(figures.allFailed()),
            Words.millis(figures.p50Millis()),
            Words.millis(figures.p99Millis()),
            Words.millis(figures.p999Millis()));
  }

  private static String style(ArmResult arm) {
    return Words.style(arm.arm().role());
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
