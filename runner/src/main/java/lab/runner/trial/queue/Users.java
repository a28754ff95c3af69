package lab.runner.trial.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;

/**
 * How many users a service holds: each looks at a line once a second, and every tenth look is
 * somebody who joins or is served. More and more of them come, until answers are slow or missing
 * twice: the first time, just-started JVMs may still have been compiling for that many.
 *
 * @param steps the numbers of users that are tried, rising
 * @param time how long each number is kept
 */
record Users(List<Integer> steps, Duration time) {
  /** The text's goal, "p99 latency < 100ms". */
  static final double MOST_MILLIS = 100;

  private static final int CHANGES = 10;
  private static final int CONFLICT = 409;

  /**
   * The greatest number that the service held; 0: not even the first.
   *
   * @throws ExperimentTrouble when the load generator fell behind before anything was known
   */
  int search(Bench bench, QueueApi api, List<String> lines)
      throws InterruptedException, ExperimentTrouble {
    int held = 0;
    for (int users : steps) {
      OpenLoop.Outcome outcome = come(users, bench, api, lines);
      if (!isHeld(outcome)) {
        outcome = come(users, bench, api, lines);
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

  private OpenLoop.Outcome come(int users, Bench bench, QueueApi api, List<String> lines)
      throws InterruptedException {
    OpenLoop.Outcome outcome = new OpenLoop(users, time).run(n -> look(api, lines, n));
    bench.step(
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
   * The nth look, at one line after the other; that a line is empty, or full, is a right answer.
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
