package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.experiment.Result.Ledger;
import lab.runner.report.Table.Column;
import org.jspecify.annotations.Nullable;

/** The figures of a run as tables, for as many arms as were run. */
final class Tables {
  private final List<ArmResult> arms;

  Tables(List<ArmResult> arms) {
    this.arms = arms;
  }

  /** What a reader wants to know first, a tile each. */
  String tiles() {
    return tile("Failed requests", arm -> Words.failed(arm.figures()))
        + tile("Until all was well", arm -> Words.duration(arm.recoveryMillis()))
        + tile("p99 during the fault", arm -> Words.millis(arm.phase("during").p99Millis()))
        + tile(
            "Acknowledged, then lost",
            arm ->
                Words.count(arm.ledger().lost())
                    + " of "
                    + Words.count(arm.ledger().acknowledged()));
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

  String phases() {
    Table table = new Table("phases", "Before, during and after the fault");
    table.heads(
        "",
        Stream.of("Sent", "Failed", "p50", "p99", "p99.9")
            .map(name -> new Column(name, "", 1))
            .toList());
    for (String phase : List.of("before", "during", "after")) {
      table.group(capitalised(phase) + " the fault", 6);
      arms.forEach(arm -> table.row(arm.arm().name(), style(arm), "", cells(arm.phase(phase))));
    }
    table.group("The whole run", 6);
    arms.forEach(arm -> table.row(arm.arm().name(), style(arm), "", cells(arm.figures())));
    return table.end();
  }

  private static List<String> cells(Figures figures) {
    return List.of(
        Words.count(figures.sent()),
        Words.failed(figures),
        Words.millis(figures.p50Millis()),
        Words.millis(figures.p99Millis()),
        Words.millis(figures.p999Millis()));
  }

  String more(Experiment experiment) {
    Table table = byArm("What else was measured");
    row(table, "Failed reads / writes", "", arm -> Words.readsAndWrites(arm.figures()));
    row(table, "Failed, by kind", "", Tables::kinds);
    row(
        table,
        "Time to recover",
        "from the fault to the last failed or slow answer",
        arm -> Words.duration(arm.recoveryMillis()));
    if (experiment.tolerances().attempts() != null) {
      row(table, "Traffic off the dead node", "the gateway's tries of it", Words::traffic);
    }
    row(table, "Node ready again", "after it was started", Tables::restarts);
    row(
        table,
        "Arrivals missed by the load generator",
        "not sent or sent late; 1 % makes the run unknown",
        Tables::missed);
    return table.end();
  }

  String ledger() {
    Table table = byArm("What became of every acknowledged link");
    ledger(table, "Acknowledged", "creates that the lab said were done", Ledger::acknowledged);
    promise(table, "Lost", "acknowledged, and gone", Ledger::lost);
    promise(
        table,
        "Duplicated",
        "one code for two URLs, or two codes for one idempotency key",
        Ledger::duplicated);
    promise(table, "Stale", "the code leads to another URL than was acknowledged", Ledger::stale);
    ledger(
        table,
        "Out of order",
        "acknowledged in one order, seen in another; – where there is no order",
        Ledger::outOfOrder);
    ledger(
        table,
        "Unknown",
        "creates without a conclusive answer: they may have taken effect or not",
        Ledger::unknown);
    ledger(table, "Not read back", "nothing can be said of them", Ledger::unread);
    return table.end();
  }

  private void ledger(
      Table table, String label, String note, Function<Ledger, @Nullable Long> count) {
    row(table, label, note, arm -> countOrNone(count.apply(arm.ledger())));
  }

  /** Of which none is ever tolerated. */
  private void promise(Table table, String label, String note, Function<Ledger, Long> count) {
    boolean broken = arms.stream().anyMatch(arm -> count.apply(arm.ledger()) > 0);
    table.row(
        broken ? label + ": must be 0" : label,
        broken ? "broken" : "",
        note,
        arms.stream().map(arm -> Words.count(count.apply(arm.ledger()))).toList());
  }

  /** Every point of the charts. */
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
            Words.count(figures.failed()),
            Words.millis(figures.p50Millis()),
            Words.millis(figures.p99Millis()),
            Words.millis(figures.p999Millis()));
  }

  private Table byArm(String caption) {
    return new Table("arms", caption)
        .heads("", arms.stream().map(arm -> new Column(arm.arm().name(), style(arm), 1)).toList())
        .group("", 0);
  }

  private void row(Table table, String label, String note, Function<ArmResult, String> cell) {
    table.row(label, "", note, arms.stream().map(cell).toList());
  }

  private static String kinds(ArmResult arm) {
    StringBuilder kinds = new StringBuilder();
    arm.figures()
        .failedByKind()
        .forEach((kind, count) ->
            kinds.append((kinds.isEmpty() ? "" : ", ") + kind + " " + Words.count(count)));
    return kinds.isEmpty() ? Words.NONE : kinds.toString();
  }

  private static String restarts(ArmResult arm) {
    return arm.faults().isEmpty()
        ? Words.NONE
        : Words.duration(
            arm.faults().getFirst().liftedAtMillis() - arm.faults().getFirst().liftAtMillis());
  }

  private static String missed(ArmResult arm) {
    return "%s of %s"
        .formatted(Words.count(arm.figures().missed()), Words.count(arm.figures().intended()));
  }

  private static String countOrNone(@Nullable Long count) {
    return count == null ? Words.NONE : Words.count(count);
  }

  private static String style(ArmResult arm) {
    return Curve.style(arm.arm().role());
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
