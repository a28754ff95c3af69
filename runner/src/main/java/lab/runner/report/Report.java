package lab.runner.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/**
 * {@code report.html}: one file that needs nothing else and no script, for screen, phone and paper.
 */
public final class Report {
  private Report() {}

  /** Writes the page, over the one of {@link LiveReport} if there is one; its folder must exist. */
  public static void write(Result result, Path file) throws IOException {
    Page.write(html(result), file);
  }

  /** What {@link #write} writes. */
  public static String html(Result result) throws IOException {
    Page page = new Page(result.experiment(), result.shortForm());
    page.text("time", Page.TIME.format(result.startedAt()));
    page.text("load", Words.load(result.experiment().load()));
    page.text("summary", Words.summary(result));
    page.html("health", result.health().word());
    page.text("mark", mark(result.health()));
    page.text("meaning", Words.meaning(result.health()));
    page.html("reasons", Html.list(result.health().reasons()));
    page.html("holds", style(result.claim()));
    page.text("verdict", result.claim().words());
    page.text("measured", result.claim().measured());
    page.html("machine", machine(result.machine(), result.versions()));
    page.text("command", result.command());
    page.html(
        "figures",
        result.arms().isEmpty() ? "<p>No arm was run to its end.</p>" : figures(page, result));
    return page.render("report.html", 0);
  }

  private static String figures(Page page, Result result) throws IOException {
    List<ArmResult> arms = result.arms();
    Tables tables = new Tables(arms);
    page.html("legend", Legend.of(arms.stream().map(ArmResult::arm).toList()));
    page.html("charts", new Charts(arms.stream().map(Curve::of).toList(), 1).html());
    page.html("tiles", tables.tiles());
    page.html("phases", tables.phases());
    page.html("more", tables.more(result.experiment()));
    page.html("ledger", tables.ledger());
    page.html("seconds", tables.seconds());
    return page.fill("figures.html");
  }

  /** So that pass and fail do not differ by colour alone. */
  static String mark(Health health) {
    return switch (health) {
      case Health.Pass _ -> "✓";
      case Health.Fail _ -> "✗";
      case Health.Unknown _ -> "?";
    };
  }

  static String style(ClaimVerdict verdict) {
    return switch (verdict) {
      case ClaimVerdict.Holds _, ClaimVerdict.HoldsWhen _, ClaimVerdict.HoldsWith _ -> "pass";
      case ClaimVerdict.Refuted _ -> "fail";
      case ClaimVerdict.CannotBeTestedHere _ -> "unknown";
    };
  }

  static String machine(Result.Machine machine, Map<String, String> versions) {
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
