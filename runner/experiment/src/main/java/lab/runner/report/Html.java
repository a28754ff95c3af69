package lab.runner.report;

import java.util.List;

/** Escapes text for HTML and SVG: everything that comes from outside goes through this. */
final class Html {
  private Html() {}

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /** Escapes a text with figures so that no line break separates a number from its unit. */
  static String figures(String text) {
    return escape(text).replaceAll("(?<=\\d) (?=(%|µs|ms|s)(\\W|$))", "&#160;");
  }

  /** The items of a list. */
  static String list(List<String> texts) {
    StringBuilder items = new StringBuilder();
    texts.forEach(text -> items.append("<li>" + escape(text) + "</li>"));
    return items.toString();
  }
}
