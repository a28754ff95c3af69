package lab.runner.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/**
 * Writes {@code report.html}: a self-contained file without scripts, for screen, phone and paper.
 */
public final class Report {
  private Report() {}

  /**
   * Writes the page, replacing that of {@link LiveReport} if there is one; its folder must exist.
   */
  public static void write(Result result, Path file) throws IOException {
    Page.write(html(result), file);
  }

  /** What {@link #write} writes. */
  public static String html(Result result) throws IOException {
    Page page = new Page(result.experiment(), result.shortForm());
    page.text("time", Page.TIME.format(result.startedAt()));
    page.text("load", Words.load(result.experiment()));
    page.text("summary", sabotage(result) + Words.summary(result));
    page.html("health", result.health().word());
    page.text("mark", mark(result.health()));
    page.text("meaning", Words.meaning(result.health()));
    page.html("reasons", Html.list(result.health().reasons()));
    page.html("claims", Claims.judged(result.experiment().claims(), result.claims()));
    page.html("machine", machine(result.machine(), result.versions()));
    page.text("command", result.command());
    page.html("arms", Legend.of(result.experiment().arms()));
    page.html("series", series(page, result.arms().stream().filter(ArmResult::hasSeries).toList()));
    page.html(
        "measures",
        result.arms().isEmpty()
            ? "<p>No arm was run to its end.</p>"
            : new Measures(result).table());
    return page.render("report.html", 0);
  }

  private static String sabotage(Result result) {
    return result.sabotaged()
        ? "Sabotaged: every treatment ran as the control does, so this run must not pass. "
        : "";
  }

  private static String series(Page page, List<ArmResult> arms) throws IOException {
    if (arms.isEmpty()) {
      return "";
    }
    Tables tables = new Tables(arms);
    page.html("legend", Legend.of(arms.stream().map(ArmResult::arm).toList()));
    page.html("charts", new Charts(arms.stream().map(Curve::of).toList(), 1).html());
    page.html("tiles", tables.tiles());
    page.text("phases-title", tables.phasesTitle());
    page.html("phases", tables.phases());
    page.html("seconds", tables.seconds());
    return page.fill("series.html");
  }

  /** A symbol, so that pass and fail differ not only by colour. */
  private static String mark(Health health) {
    return switch (health.verdict()) {
      case PASS -> "✓";
      case FAIL -> "✗";
      case UNKNOWN -> "?";
    };
  }

  private static String machine(Result.Machine machine, Map<String, String> versions) {
    StringBuilder rows = new StringBuilder();
    fact(
        rows,
        "Machine",
        "%d cores, %.1f GB, %s, %s"
            .formatted(machine.cores(), machine.memoryBytes() / 1e9, machine.os(), machine.arch()));
    fact(rows, "JVM", machine.jdk());
    versions.forEach((name, version) -> fact(rows, name, version));
    return rows.toString();
  }

  private static void fact(StringBuilder rows, String name, String value) {
    rows.append("<dt>" + Html.escape(name) + "</dt><dd>" + Html.escape(value) + "</dd>");
  }
}
