package lab.runner.trial.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;

/** People stand in lines when an instance dies and is started again. */
final class Crash {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 404;

  private final Bench bench;
  private final QueueApi api;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final List<String> tickets = new ArrayList<>();

  /**
   * Who of them is still in line, and how long could nobody ask?
   *
   * @param tickets acknowledged before
   * @param lostTickets unknown afterwards
   * @param lostLines lines whose length is not what was acknowledged
   * @param downMillis from the kill until every line was answered for
   */
  record Loss(long tickets, long lostTickets, long lostLines, long downMillis) {}

  private Crash(Bench bench, QueueApi api) {
    this.bench = bench;
    this.api = api;
  }

  /** Lets so many people join each line. */
  static Crash prepared(Bench bench, QueueApi api, List<String> lines, int people)
      throws IOException {
    Crash crash = new Crash(bench, api);
    for (String line : lines) {
      for (int i = 0; i < people; i++) {
        QueueApi.Reply joined = QueueApi.must(line, api.join(line));
        crash.tickets.add(joined.body().path("ticket").asString());
      }
      crash.lengths.put(line, api.must("/api/queue/" + line).length());
    }
    return crash;
  }

  /** Kills the node, starts it again, and counts. */
  Loss kill(String node) throws IOException, InterruptedException, ExperimentTrouble {
    bench.kill(node);
    long killed = System.nanoTime();
    Thread starting = Thread.ofVirtual().start(() -> bench.start(node));
    boolean back = Patience.until(PATIENCE, this::answers);
    long down = Duration.ofNanos(System.nanoTime() - killed).toMillis();
    starting.join();
    if (!back) {
      throw new ExperimentTrouble("no answer came within two minutes of the kill");
    }
    long lostLines = 0;
    for (Map.Entry<String, Integer> line : lengths.entrySet()) {
      lostLines += api.must("/api/queue/" + line.getKey()).length() == line.getValue() ? 0 : 1;
    }
    return new Loss(tickets.size(), lostTickets(), lostLines, down);
  }

  private boolean answers() {
    return lengths.keySet().stream().allMatch(line -> api.line(line).join().ok());
  }

  private long lostTickets() throws IOException {
    long lost = 0;
    for (String ticket : tickets) {
      QueueApi.Reply reply = api.get("/api/tickets/" + ticket).join();
      if (reply.status() == NOT_FOUND) {
        lost++;
      } else if (!reply.ok()) {
        throw new IOException("a ticket could not be read back: status " + reply.status());
      }
    }
    return lost;
  }
}
