package lab.runner.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Descriptor.Route;
import lab.runner.descriptor.Service;
import org.jspecify.annotations.Nullable;

/** What the gateway routes, as a table in Markdown. */
final class RouteTable {
  private static final Map<String, String> KINDS =
      Map.of("websocket", "WebSocket", "sse", "event stream", "poll", "long poll");

  private RouteTable() {}

  static List<String> lines(Catalog catalog) {
    var lines =
        new ArrayList<>(List.of("| path | goes to | time-out | of one try |", "|---|---|---|---|"));
    for (Service service : catalog.services()) {
      new TreeMap<>(service.descriptor().routes())
          .values()
          .forEach(route -> lines.add(row(service, route)));
    }
    lines.add("| `/health` | the gateway itself | | |");
    lines.add("| anything else | 404 | | |");
    return lines;
  }

  private static String row(Service service, Route route) {
    String paths =
        route.paths().stream()
            .map(path -> "`" + path.replace("|", "\\|") + "`")
            .collect(Collectors.joining(", "));
    String live =
        LiveRoutes.kind(route)
            .map(kind -> " (%s)".formatted(KINDS.getOrDefault(kind, kind)))
            .orElse("");
    return "| %s%s | `%s` | %s | %s |"
        .formatted(paths, live, service.name(), time(route.timeout()), time(route.tryTimeout()));
  }

  /** {@code 500ms} becomes {@code 500 ms}. */
  private static String time(@Nullable String text) {
    return text == null ? "default" : text.replaceFirst("(?<=[0-9])(?=[a-z])", " ");
  }
}
