package lab.runner.cli;

import java.util.List;
import java.util.Locale;
import lab.runner.node.NodeStatus;

/** The nodes as a table for the terminal. */
final class StatusTable {
  private StatusTable() {}

  static String of(List<NodeStatus> nodes) {
    var table = new StringBuilder();
    table.append(row("NODE", "ROLE", "STATE", "ADDRESS", "PID", "MEMORY", "START", ""));
    for (NodeStatus node : nodes) {
      boolean well = node.state().equals("ready") || node.state().equals("planned");
      table.append(
          row(
              node.name(),
              node.role(),
              node.state(),
              node.address(),
              node.pid() == null ? "-" : node.pid().toString(),
              node.memoryBytes() == 0 ? "-" : megabytes(node.memoryBytes()),
              node.startMillis() == 0 ? "-" : "%.1f s".formatted(node.startMillis() / 1e3),
              well ? "" : node.detail()));
    }
    long total = nodes.stream().mapToLong(NodeStatus::memoryBytes).sum();
    return table.append(row("in all", "", "", "", "", megabytes(total), "", "")).toString();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-19s %-17s %-9s %-16s %8s %8s %9s  %s%n", cells)
        .replaceAll(" +\n", "\n");
  }

  static String megabytes(long bytes) {
    return "%d MB".formatted(bytes >> 20);
  }
}
