package lab.runner.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lab.monitor.MonitoredNode;
import lab.runner.node.NodeState.Dead;
import lab.runner.node.NodeState.Paused;
import lab.runner.node.NodeState.Planned;
import lab.runner.node.NodeState.Ready;
import lab.runner.node.NodeState.Starting;
import lab.runner.node.NodeState.Stopped;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * One server of the lab under supervision. It is never restarted by itself: a node that dies is
 * shown {@link Dead} with the time and the reason, and whoever watches it is told.
 *
 * <p>Thread-safe. Commands on one node run one after the other; {@link #status()} never waits for
 * them. The end of a process is seen by its own watcher, which must not take a command's lock (a
 * start that waits for readiness has to learn of the death), so the state changes by {@link #enter}
 * alone, and a watcher's news counts only while its process is still the node's.
 */
public final class Node {
  /** Of the time waited so far, how long to wait before looking again. */
  private static final int SHARE = 20;

  private static final Duration POLL = Duration.ofMillis(25);
  private static final Duration SLOWEST_POLL = Duration.ofMillis(500);

  private final NodeDriver driver;
  private final ProcessLauncher launcher;
  private final Clock clock;
  private final Path log;
  private final ReentrantLock command = new ReentrantLock();
  private final Object stateLock = new Object();
  private volatile NodeState state = new Planned();
  private volatile @Nullable ServerProcess process;
  private volatile long startMillis;
  private volatile String killedBy = "";
  private volatile boolean stopping;
  private volatile Consumer<Node> onEnd = node -> {};

  public Node(NodeDriver driver, ProcessLauncher launcher, Path log, Clock clock) {
    this.driver = driver;
    this.launcher = launcher;
    this.log = log;
    this.clock = clock;
  }

  public String name() {
    return driver.name();
  }

  public String kind() {
    return driver.kind();
  }

  public boolean isReady() {
    return state instanceof Ready;
  }

  public boolean isStarting() {
    return state instanceof Starting;
  }

  public boolean hasProcess() {
    return state.hasProcess();
  }

  /** Who is told when a process of this node has ended, in whatever way. */
  public void onEnd(Consumer<Node> listener) {
    onEnd = listener;
  }

  /**
   * Starts it and waits until it is ready. Does nothing to a node that is ready already.
   *
   * @throws StartFailure when it died or was not ready in time, with its last log lines
   */
  public void start() throws IOException {
    command.lock();
    try {
      if (state.hasProcess()) {
        return;
      }
      long begun = System.nanoTime();
      long logFrom = Files.exists(log) ? Files.size(log) : 0;
      var started = launcher.launch(driver.prepare());
      killedBy = "";
      stopping = false;
      synchronized (stateLock) {
        process = started;
        state = new Starting(clock.instant());
      }
      var _ = started.onExit().thenAccept(exit -> ended(started, exit));
      awaitReady(started, begun, logFrom);
      startMillis = (System.nanoTime() - begun) / 1_000_000;
      enter(started, new Ready(clock.instant()));
    } finally {
      command.unlock();
    }
  }

  private void awaitReady(ServerProcess started, long begun, long logFrom) throws IOException {
    while (started.isAlive()) {
      if (isReadyNow()) {
        return;
      }
      if (System.nanoTime() - begun > driver.patience().toNanos()) {
        killedBy = "not ready within " + driver.patience().toSeconds() + " s";
        started.kill();
        break;
      }
      pause(untilNextLook(Duration.ofNanos(System.nanoTime() - begun)));
    }
    String why = killedBy.isEmpty() ? "it ended before it was ready" : killedBy;
    throw new StartFailure(name(), why, LogTail.since(log, logFrom, 15));
  }

  /** Many that start at once are slow, and looking at each often would make them slower. */
  private static Duration untilNextLook(Duration waited) {
    long share = waited.toMillis() / SHARE;
    return Duration.ofMillis(Math.clamp(share, POLL.toMillis(), SLOWEST_POLL.toMillis()));
  }

  private boolean isReadyNow() {
    try {
      return driver.isReady();
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL to the process and all its children; waits for no other command, as death does not. */
  public void kill() {
    var dying = running();
    killedBy = "SIGKILL from ./lab kill";
    dying.kill();
    awaitEnd();
  }

  /** The orderly end: SIGTERM and the time to finish what is under way. */
  public void stop() {
    command.lock();
    try {
      var ending = running();
      if (state instanceof Paused) {
        ending.resume();
      }
      stopping = true;
      driver.stop(ending);
      awaitEnd();
    } finally {
      command.unlock();
    }
  }

  /** SIGSTOP: it hangs, with its connections open. */
  public void pause() {
    command.lock();
    try {
      var pausing = running();
      pausing.pause();
      enter(pausing, new Paused(clock.instant()));
    } finally {
      command.unlock();
    }
  }

  /** SIGCONT after {@link #pause()}. */
  public void resume() {
    command.lock();
    try {
      if (!(state instanceof Paused)) {
        throw new NotPossible(name() + " is " + state.word() + ", not paused.");
      }
      var resuming = running();
      resuming.resume();
      enter(resuming, new Ready(clock.instant()));
    } finally {
      command.unlock();
    }
  }

  /** As the monitor sees it. */
  public MonitoredNode monitored() {
    return new MonitoredNode(name(), kind(), driver.question());
  }

  /** Its process while there is one. */
  public Optional<ServerProcess> process() {
    return Optional.ofNullable(state.hasProcess() ? process : null);
  }

  public NodeStatus status() {
    var now = state;
    var running = now.hasProcess() ? process : null;
    return new NodeStatus(
        name(),
        kind(),
        driver.role(),
        now.word(),
        driver.address(),
        running == null ? null : running.pid(),
        running == null ? 0 : running.memoryBytes(),
        startMillis,
        now.detail(),
        driver.managementAddress(),
        NodeStatus.withoutSecrets(driver.changed()),
        "");
  }

  /** The last lines of its log. */
  public List<String> tail(int lines) throws IOException {
    return LogTail.since(log, 0, lines);
  }

  private ServerProcess running() {
    var running = process;
    if (running == null || !state.hasProcess()) {
      throw new NotPossible(
          "%s is %s (%s).".formatted(name(), state.word(), state.detail()).replace(" ()", ""));
    }
    return running;
  }

  private void enter(ServerProcess of, NodeState next) {
    synchronized (stateLock) {
      if (process == of && state.hasProcess()) {
        state = next;
      }
    }
  }

  private void ended(ServerProcess ended, int exit) {
    synchronized (stateLock) {
      if (process == ended && state.hasProcess()) {
        state =
            stopping
                ? new Stopped(clock.instant())
                : new Dead(clock.instant(), killedBy.isEmpty() ? reason(exit) : killedBy);
      }
    }
    onEnd.accept(this);
  }

  private void awaitEnd() {
    for (int i = 0; i < 400 && state.hasProcess(); i++) {
      pause(POLL);
    }
  }

  private static String reason(int exit) {
    return switch (exit) {
      case 137 -> "killed (SIGKILL)";
      case 143 -> "ended by SIGTERM from outside";
      default -> "ended with exit code " + exit;
    };
  }

  /** Waits between two looks at something. */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotPossible("Interrupted.");
    }
  }

  /** A command that the node's state does not allow; the message is for the user. */
  public static final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotPossible(String message) {
      super(message);
    }
  }
}
