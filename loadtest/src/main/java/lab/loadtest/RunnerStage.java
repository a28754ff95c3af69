package lab.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.protocol.Event.What;
import lab.protocol.Plan;
import lab.protocol.Wire;
import tools.jackson.core.JacksonException;

/**
 * The lab, reached through the runner that started this program: events and questions go to it on
 * standard output, its answers come on standard input. Closing the stage starts every node that the
 * workload killed or stopped and did not start again.
 */
final class RunnerStage implements Stage, AutoCloseable {
  private final Plan plan;
  private final Path folder;
  private final PrintStream out;
  private final long begunAt = System.currentTimeMillis();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private boolean closed;

  RunnerStage(Plan plan, Path folder, PrintStream out) {
    this.plan = plan;
    this.folder = folder;
    this.out = out;
  }

  /** Starts reading answers; the end of the stream means that the runner has ended. */
  void listen(InputStream answers, Runnable runnerEnded) {
    Thread.ofPlatform()
        .daemon()
        .name("answers")
        .start(() -> {
          try (var lines =
              new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              take(line);
            }
          } catch (IOException e) {
            // Treated like the end of the stream.
          }
          runnerEnded.run();
        });
  }

  private void take(String line) {
    try {
      Answer answer = Wire.read(line, Answer.class);
      var question = open.remove(answer.id());
      if (question != null) {
        question.complete(answer);
      }
    } catch (JacksonException e) {
      System.err.println("The runner sent a line that is not an answer: " + line);
    }
  }

  /**
   * Waits without a time limit: the runner has limits of its own, and ends this program if it has
   * to.
   */
  private List<String> ask(What what, String... of) {
    long id = ids.incrementAndGet();
    var answer = new CompletableFuture<Answer>();
    open.put(id, answer);
    Wire.tell(out, new Event.Ask(id, what, List.of(of)));
    Answer given = answer.join();
    if (given.error() != null) {
      throw new IllegalStateException(given.error());
    }
    return given.values();
  }

  @Override
  public URI gateway() {
    return plan.gateway();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public long slowMillis() {
    return plan.slowMillis();
  }

  @Override
  public Optional<Plan.Live> live() {
    return Optional.ofNullable(plan.live());
  }

  @Override
  public void step(String words) {
    Wire.tell(out, new Event.Step(words));
  }

  @Override
  public void started(long epochMillis) {
    if (started.compareAndSet(false, true)) {
      Wire.tell(out, new Event.Started(epochMillis));
    }
  }

  @Override
  public void second(Event.Second second) {
    Wire.tell(out, second);
  }

  @Override
  public List<String> nodes(String kind) {
    return ask(What.NODES, kind);
  }

  @Override
  public void kill(String node) {
    fault(node, What.KILL);
  }

  @Override
  public void stop(String node) {
    fault(node, What.STOP);
  }

  private synchronized void fault(String node, What what) {
    if (closed) {
      throw new IllegalStateException("the workload is over: " + node + " stays as it is");
    }
    down.add(node);
    var _ = ask(what, node);
  }

  @Override
  public void start(String node) {
    var _ = ask(What.START, node);
    down.remove(node);
  }

  @Override
  public String actuator(String node, String endpoint) {
    return ask(What.ACTUATOR, node, endpoint).getFirst();
  }

  @Override
  public void calm() {
    var _ = ask(What.CALM);
  }

  /** Writes the last event; before it the start of the load, if that was not reported yet. */
  void end(Event last) {
    started(begunAt);
    Wire.tell(out, last);
  }

  /**
   * Starts the nodes that are still down, even in an interrupted thread.
   *
   * @throws IllegalStateException if a node stays down, after all have been tried
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      synchronized (this) {
        closed = true;
      }
      startAll(List.copyOf(down));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
