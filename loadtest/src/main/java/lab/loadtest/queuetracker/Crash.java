package lab.loadtest.queuetracker;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.ledger.Findings;
import lab.loadtest.ledger.Found;
import lab.loadtest.ledger.Ledger;
import lab.loadtest.open.Patience;

/** People are in line when an instance is killed and started again. */
final class Crash implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 404;

  private final Stage stage;
  private final QueueApi api;
  private final Ledger<Ticket> ledger;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private long downMillis;

  /** A place in line that the service acknowledged: a line of the ledger. */
  record Ticket(String line, String ticket) {}

  /**
   * What was lost.
   *
   * @param tickets acknowledged before the kill
   * @param lostTickets unknown afterwards
   * @param lostLines lines whose length is not the same as before
   */
  record Loss(long tickets, long lostTickets, long lostLines) {}

  private Crash(Stage stage, QueueApi api) throws IOException {
    this.stage = stage;
    this.api = api;
    this.ledger = new Ledger<>(stage.folder(), Ticket.class);
  }

  /** Lets this many people join each line. */
  static Crash prepared(Stage stage, QueueApi api, List<String> lines, int people)
      throws IOException {
    Crash crash = new Crash(stage, api);
    for (String line : lines) {
      for (int i = 0; i < people; i++) {
        QueueApi.Reply joined = QueueApi.must(line, api.join(line));
        crash.ledger.acknowledged(new Ticket(line, joined.body().path("ticket").asString()));
      }
      crash.lengths.put(line, api.must("/api/queue/" + line).length());
    }
    return crash;
  }

  /** Kills the node and starts it again; returns when every line can be read. */
  void kill(String node) throws InterruptedException, Distrusted {
    stage.kill(node);
    long killed = System.nanoTime();
    Thread starting = Thread.ofVirtual().start(() -> stage.start(node));
    boolean back = Patience.until(PATIENCE, this::answers);
    downMillis = Duration.ofNanos(System.nanoTime() - killed).toMillis();
    starting.join();
    if (!back) {
      throw new Distrusted("no response came within two minutes of the kill");
    }
  }

  private boolean answers() {
    return lengths.keySet().stream().allMatch(line -> api.line(line).join().ok());
  }

  /** From the kill until every line could be read. */
  long downMillis() {
    return downMillis;
  }

  /** Reads everything back, and counts what was lost. */
  Loss loss() throws IOException, InterruptedException, Distrusted {
    stage.calm();
    long lostLines = 0;
    for (Map.Entry<String, Integer> line : lengths.entrySet()) {
      lostLines += api.must("/api/queue/" + line.getKey()).length() == line.getValue() ? 0 : 1;
    }
    Findings found = ledger.readBack(this::find);
    if (found.unread() > 0) {
      throw new Distrusted("%,d tickets could not be read back".formatted(found.unread()));
    }
    return new Loss(found.acknowledged(), found.lost(), lostLines);
  }

  private Found find(Ticket ticket) {
    QueueApi.Reply reply = api.get("/api/tickets/" + ticket.ticket()).join();
    if (reply.status() == NOT_FOUND) {
      return Found.LOST;
    }
    return reply.ok() ? Found.RIGHT : Found.UNREAD;
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
