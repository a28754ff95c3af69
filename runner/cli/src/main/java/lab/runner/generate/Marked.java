package lab.runner.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with generated parts, each between a line that ends in {@code >>> NAME} and one that ends
 * in {@code <<< NAME}, both comments in the file's own syntax.
 */
final class Marked {
  private final String file;
  private final List<String> lines;

  Marked(String file, String text) {
    this.file = file;
    this.lines = List.of(text.split("\n", -1));
  }

  /**
   * The text with these lines between the marks.
   *
   * @throws IllegalArgumentException if the marks are missing
   */
  String with(String name, List<String> generated) {
    int begin = find(">>> " + name);
    int end = find("<<< " + name);
    if (begin > end) {
      throw new IllegalArgumentException("%s: '<<< %s' comes first.".formatted(file, name));
    }
    var all = new ArrayList<>(lines.subList(0, begin + 1));
    all.addAll(generated);
    all.addAll(lines.subList(end, lines.size()));
    return String.join("\n", all);
  }

  /** The lines between the marks. */
  List<String> part(String name) {
    return lines.subList(find(">>> " + name) + 1, find("<<< " + name));
  }

  private int find(String mark) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip().replaceFirst("\\s*-->$", "");
      if (line.endsWith(mark)) {
        return i;
      }
    }
    throw new IllegalArgumentException("%s has no line that ends in '%s'.".formatted(file, mark));
  }
}
