package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lab.runner.experiment.Health;

/** Text for a terminal of {@value #WIDTH} columns: labelled rows, rules, wrapped paragraphs. */
final class TextPage {
  static final int WIDTH = 100;
  static final int COLUMN = 32;
  private static final int LABEL = 34;
  private static final int LONG_LABEL = 46;

  private final boolean colours;
  private final int label;
  private final int column;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param colours whether the terminal understands ANSI escapes
   */
  TextPage(boolean colours) {
    this(colours, LABEL, COLUMN);
  }

  private TextPage(boolean colours, int label, int column) {
    this.colours = colours;
    this.label = label;
    this.column = column;
  }

  /** A page with room for long labels, and this many columns. */
  static TextPage of(int columns, boolean colours) {
    return new TextPage(colours, LONG_LABEL, (WIDTH - LONG_LABEL) / Math.max(columns, 1));
  }

  void title(String text) {
    String fitting = cut(text, WIDTH);
    line(colours ? "\u001b[1m" + fitting + "\u001b[0m" : fitting);
    rule();
  }

  void row(String label, List<String> cells) {
    StringBuilder row = new StringBuilder(pad(label, this.label));
    cells.forEach(cell -> row.append(pad(cell, column)));
    line(row.toString().stripTrailing());
  }

  void paragraph(String margin, String text) {
    List<String> lines = wrap(text, WIDTH - margin.length());
    for (int i = 0; i < lines.size(); i++) {
      line((i == 0 ? margin : " ".repeat(margin.length())) + lines.get(i));
    }
  }

  void health(Health health, String meaning) {
    paragraph("health   ", coloured(health) + "  " + meaning);
    health.reasons().forEach(reason -> paragraph("         ", "- " + reason));
  }

  void rule() {
    line("─".repeat(WIDTH - 2));
  }

  void line(String text) {
    out.append(text).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private String coloured(Health health) {
    String word = health.word().toUpperCase(Locale.ROOT);
    String code =
        switch (health.verdict()) {
          case PASS -> "32";
          case FAIL -> "31";
          case UNKNOWN -> "33";
        };
    return colours ? "\u001b[1;" + code + "m" + word + "\u001b[0m" : word;
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
