package lab.runner.report;

import java.util.List;

/** An HTML table whose first column labels the rows, and whose other columns belong to the arms. */
final class Table {
  /** A heading, with the CSS class of its arm or an empty string. */
  record Column(String name, String style, int span) {}

  private final StringBuilder html = new StringBuilder();

  /**
   * @param style the CSS class of this table
   * @param caption for users of screen readers, who do not see the heading above
   */
  Table(String style, String caption) {
    html.append("<div class=\"scroll\"><table class=\"%s\">".formatted(style));
    html.append("<caption>%s</caption><thead>".formatted(Html.escape(caption)));
  }

  Table heads(String first, List<Column> columns) {
    html.append("<tr><th scope=\"col\">%s</th>".formatted(Html.escape(first)));
    for (Column column : columns) {
      html.append(
          "<th scope=\"col\" class=\"%s\" colspan=\"%d\">%s</th>"
              .formatted(column.style(), column.span(), Html.escape(column.name())));
    }
    html.append("</tr>");
    return this;
  }

  /** Starts a group of rows with this label, after the headings or the previous group. */
  Table group(String label, int columns) {
    html.append(html.indexOf("<tbody>") < 0 ? "</thead>" : "</tbody>");
    html.append("<tbody>");
    if (!label.isEmpty()) {
      html.append(
          "<tr><th scope=\"rowgroup\" class=\"group\" colspan=\"%d\">%s</th></tr>"
              .formatted(columns, Html.escape(label)));
    }
    return this;
  }

  /**
   * @param style a CSS class for the row's heading, or empty
   * @param note what the row means, in small letters, or empty
   */
  Table row(String label, String style, String note, List<String> cells) {
    html.append("<tr><th scope=\"row\" class=\"%s\">".formatted(style));
    html.append(Html.escape(label));
    html.append(note.isEmpty() ? "" : "<small>%s</small>".formatted(Html.escape(note)));
    html.append("</th>");
    cells.forEach(cell -> html.append("<td>%s</td>".formatted(Html.figures(cell))));
    html.append("</tr>");
    return this;
  }

  Table row(String label, List<String> cells) {
    return row(label, "", "", cells);
  }

  String end() {
    return html.append("</tbody></table></div>").toString();
  }
}
