package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result;
import lab.runner.experiment.Result.ArmResult;

/** The verdict for the terminal: at most 100 columns, both arms side by side. */
public final class VerdictTable {
  private static final int WIDTH = 100;
  private static final int LABEL = 34;
  private static final int COLUMN = 32;

  private final boolean colours;
  private final StringBuilder out = new StringBuilder();

  private VerdictTable(boolean colours) {
    this.colours = colours;
  }

  /**
   * The whole table, ending in a line break.
   *
   * @param colours whether the terminal understands ANSI escapes
   */
  public static String render(Result result, boolean colours) {
    VerdictTable table = new VerdictTable(colours);
    table.head(result);
    if (!result.arms().isEmpty()) {
      table.figures(result.arms());
    }
    table.verdicts(result);
    return table.out.toString();
  }

  private void head(Result result) {
    String form = result.shortForm() ? " (short form)" : "";
    line(bold(cut(result.experiment().title() + form, WIDTH)));
    rule();
  }

  private void figures(List<ArmResult> arms) {
    row("", arms, arm -> arm.arm().name());
    List<List<String>> means = arms.stream().map(arm -> wrap(arm.arm().means(), COLUMN)).toList();
    int height = means.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < height; i++) {
      int at = i;
      cells("", means.stream().map(lines -> at < lines.size() ? lines.get(at) : "").toList());
    }
    rule();
    row("requests", arms, arm -> Words.count(arm.figures().sent()));
    row("failed", arms, arm -> Words.failed(arm.figures()));
    line("answered within, for 50 / 99 / 99.9 of 100 requests");
    row("  before the fault", arms, arm -> Words.percentiles(arm.phase("before")));
    row("  during the fault", arms, arm -> Words.percentiles(arm.phase("during")));
    row("  after the fault", arms, arm -> Words.percentiles(arm.phase("after")));
    row("failed before / during / after", arms, VerdictTable::failures);
    row("time to recover", arms, arm -> Words.duration(arm.recoveryMillis()));
    row("traffic off the dead instance", arms, Words::traffic);
    row("links acknowledged", arms, arm -> Words.count(arm.ledger().acknowledged()));
    row("  lost / duplicated / stale", arms, VerdictTable::ledger);
    rule();
  }

  private void verdicts(Result result) {
    if (!result.arms().isEmpty()) {
      paragraph("", Words.summary(result));
      line("");
    }
    Health health = result.health();
    paragraph("health   ", coloured(health) + "  " + Words.meaning(health));
    health.reasons().forEach(reason -> paragraph("         ", "- " + reason));
    line("");
    Claim claim = result.experiment().claim();
    paragraph("claim    ", "\"" + claim.text() + "\"");
    paragraph("         ", claim.source());
    paragraph("verdict  ", result.claim().words());
    paragraph("         ", "measured: " + result.claim().measured());
  }

  private static String failures(ArmResult arm) {
    return "%s / %s / %s"
        .formatted(failed(arm, "before"), failed(arm, "during"), failed(arm, "after"));
  }

  private static String failed(ArmResult arm, String phase) {
    Figures figures = arm.phase(phase);
    return Words.count(figures.failed());
  }

  private static String ledger(ArmResult arm) {
    return "%s / %s / %s"
        .formatted(
            Words.count(arm.ledger().lost()),
            Words.count(arm.ledger().duplicated()),
            Words.count(arm.ledger().stale()));
  }

  private void row(String label, List<ArmResult> arms, Function<ArmResult, String> cell) {
    cells(label, arms.stream().map(cell).toList());
  }

  private void cells(String label, List<String> cells) {
    StringBuilder row = new StringBuilder(pad(label, LABEL));
    cells.forEach(cell -> row.append(pad(cell, COLUMN)));
    line(row.toString().stripTrailing());
  }

  private void paragraph(String margin, String text) {
    List<String> lines = wrap(text, WIDTH - margin.length());
    for (int i = 0; i < lines.size(); i++) {
      line((i == 0 ? margin : " ".repeat(margin.length())) + lines.get(i));
    }
  }

  private String coloured(Health health) {
    String word = health.word().toUpperCase(java.util.Locale.ROOT);
    String code =
        switch (health) {
          case Health.Pass _ -> "32";
          case Health.Fail _ -> "31";
          case Health.Unknown _ -> "33";
        };
    return colours ? "\u001b[1;" + code + "m" + word + "\u001b[0m" : word;
  }

  private String bold(String text) {
    return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private void rule() {
    line("─".repeat(LABEL + 2 * COLUMN));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String pad(String text, int width) {
    String fitting = cut(text, width - 1);
    return fitting + " ".repeat(width - fitting.length());
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      int visible = line.toString().replaceAll("\u001b\\[[0-9;]*m", "").length();
      if (visible > 0 && visible + 1 + word.length() >= width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(cut(word, Math.max(width - 1, 2)));
    }
    lines.add(line.toString());
    return lines;
  }
}
