package lab.loadtest.queuetracker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.open.OpenLoop;

/**
 * How many users a service supports: each reads a line once per second, and every tenth request is
 * somebody who joins or is served. The number of users grows until responses are slow or missing
 * twice at the same number: the first time, just-started JVMs may still have been compiling.
 *
 * @param steps numbers of users to try, in ascending order
 * @param time how long each number is kept
 */
record Users(List<Integer> steps, Duration time) {
  /** The text's goal, "p99 latency < 100ms". */
  static final double MOST_MILLIS = 100;

  private static final int CHANGES = 10;
  private static final int CONFLICT = 409;

  /**
   * The largest number that the service supported; 0 if not even the first.
   *
   * @throws Distrusted if the load generator fell behind before any number was supported
   */
  int search(Stage stage, QueueApi api, List<String> lines)
      throws InterruptedException, Distrusted {
    int held = 0;
    for (int users : steps) {
      OpenLoop.Outcome outcome = come(users, stage, api, lines);
      if (!isHeld(outcome)) {
        outcome = come(users, stage, api, lines);
      }
      if (held == 0) {
        var _ = outcome.trusted();
      }
      if (!isHeld(outcome)) {
        return held;
      }
      held = users;
    }
    return held;
  }

  private OpenLoop.Outcome come(int users, Stage stage, QueueApi api, List<String> lines)
      throws InterruptedException {
    OpenLoop.Outcome outcome = new OpenLoop(users, time).run(n -> look(api, lines, n));
    stage.step(
        "%,d users: p99 %.0f ms, %,d of %,d failed%s"
            .formatted(
                users,
                outcome.millis(99),
                outcome.failed(),
                outcome.sent(),
                outcome.behind() ? ", and the load generator fell behind" : ""));
    return outcome;
  }

  private static boolean isHeld(OpenLoop.Outcome outcome) {
    return !outcome.behind() && outcome.failed() == 0 && outcome.millis(99) < MOST_MILLIS;
  }

  /**
   * Sends the nth request, to one line after the other. That a line is empty or full is a correct
   * response.
   */
  static CompletableFuture<Boolean> look(QueueApi api, List<String> lines, long n) {
    long change = n / CHANGES;
    String line = lines.get((int) ((n + change) % lines.size()));
    if (n % CHANGES != 0) {
      return api.line(line).thenApply(QueueApi.Reply::ok);
    }
    String action = change / lines.size() % 2 == 0 ? "join" : "served";
    return api.post("/api/queue/" + line + "/" + action, Map.of())
        .thenApply(reply -> reply.ok() || reply.status() == CONFLICT);
  }
}
