package lab.runner.cli;

import java.util.List;
import java.util.stream.Collectors;
import lab.runner.node.NodeStatus;

/** The notes below the table of nodes: who has the lab, and what differs from the topology. */
final class StatusNotes {
  private StatusNotes() {}

  static String of(List<NodeStatus> nodes, List<String> notes) {
    var text = new StringBuilder();
    notes.forEach(note -> text.append("%n%s%n".formatted(note)));
    List<String> otherwise =
        nodes.stream().map(StatusNotes::otherwise).filter(words -> !words.isEmpty()).toList();
    if (!otherwise.isEmpty()) {
      text.append("%nNot as the topology says:%n".formatted());
      otherwise.forEach(words -> text.append("  %s%n".formatted(words)));
    }
    return text.toString();
  }

  private static String otherwise(NodeStatus node) {
    String state =
        switch (node.state()) {
          case "ready", "planned", "starting" -> "";
          default -> node.state();
        };
    String changed =
        node.changed().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(", "));
    if (state.isEmpty() && changed.isEmpty()) {
      return "";
    }
    return "%s is %s%s%s"
        .formatted(
            node.name(),
            state,
            state.isEmpty() || changed.isEmpty() ? "" : ", and ",
            changed.isEmpty() ? "" : "set to " + changed);
  }
}
