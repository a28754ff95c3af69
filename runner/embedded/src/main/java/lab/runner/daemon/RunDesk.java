package lab.runner.daemon;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import lab.runner.run.RunTicket;
import lab.runner.run.Runs;
import lab.runner.run.Will;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP interface of {@link Runs}, by which commands take the lab and give it back: {@code POST
 * /api/run}, then {@code renew}, {@code will} and {@code end} below {@code /api/run/ID}.
 */
final class RunDesk {
  /** The header with the run's id, sent with every change that a run makes. */
  private static final String TICKET = "X-Lab-Run";

  /** The header that forces a change by hand although a run has the lab. */
  private static final String FORCE = "X-Lab-Force";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BODY_BYTES = 1 << 20;

  private final Lab lab;
  private final Runs runs;

  private record Asked(String what, long pid, boolean ownsNodes) {}

  RunDesk(Lab lab, Runs runs) {
    this.lab = lab;
    this.runs = runs;
  }

  Runs runs() {
    return runs;
  }

  /** Handles a POST below {@code /api/run}; returns null if there is no such path. */
  @Nullable Object post(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
    if (path.length == 3) {
      return begin(JSON.readValue(body, Asked.class));
    }
    if (path.length != 5) {
      return null;
    }
    String id = path[3];
    return switch (path[4]) {
      case "renew" -> runs.renew(id);
      case "end" -> runs.end(id);
      case "will" -> {
        runs.will(id, JSON.readValue(body, Will.class));
        yield List.of();
      }
      default -> null;
    };
  }

  private RunTicket begin(Asked asked) throws IOException {
    try {
      return runs.begin(asked.what(), asked.pid(), asked.ownsNodes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The runner is ending.", e);
    }
  }

  /** Applies an action to a node, if the request may do so. */
  void act(HttpExchange exchange, String node, String action) throws IOException {
    change(
        exchange,
        action + " " + node,
        changes -> {
          changes.faulting(node, action);
          lab.act(node, action);
          changes.lifted(node, action);
          return true;
        });
  }

  /** Overrides properties, if the request may do so. */
  void configure(HttpExchange exchange, String kind, Map<String, String> properties)
      throws IOException {
    change(
        exchange,
        "configure " + kind,
        changes -> {
          changes.configuring(kind);
          lab.configure(kind, properties);
          if (properties.isEmpty()) {
            changes.putBack(kind);
          }
          return true;
        });
  }

  private void change(HttpExchange exchange, String what, Runs.Change<Boolean> change)
      throws IOException {
    var headers = exchange.getRequestHeaders();
    var _ = runs.change(headers.getFirst(TICKET), headers.containsKey(FORCE), what, change);
  }
}
