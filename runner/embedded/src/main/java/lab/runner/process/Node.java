package lab.runner.process;

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
import lab.runner.node.NodeState;
import lab.runner.node.NodeState.Dead;
import lab.runner.node.NodeState.Paused;
import lab.runner.node.NodeState.Planned;
import lab.runner.node.NodeState.Ready;
import lab.runner.node.NodeState.Starting;
import lab.runner.node.NodeState.Stopped;
import lab.runner.node.NodeStatus;
import lab.runner.node.NotPossible;
import lab.runner.node.Pause;
import lab.runner.node.StartFailure;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * One supervised server of the lab. It is never restarted automatically: a node that dies is shown
 * as {@link Dead} with time and reason, and its listener is told.
 *
 * <p>Thread-safe. Commands on one node run one after the other; {@link #status()} never waits for
 * them. The end of a process is reported by its own watcher, which must not take the lock of
 * commands, because a start that waits for readiness has to learn of the death. So the state has a
 * lock of its own, and what a watcher or a command reports counts only while its process is still
 * the node's.
 */
public final class Node {
  /** The next check for readiness comes after this fraction (1 / 20) of the time waited so far. */
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

  /** Sets the listener that is told when a process of this node has ended, in whatever way. */
  public void onEnd(Consumer<Node> listener) {
    onEnd = listener;
  }

  /**
   * Starts the node and waits until it is ready. Does nothing if it is running already.
   *
   * @throws StartFailure if it died or was not ready in time, with its last log lines
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
      Pause.of(untilNextLook(Duration.ofNanos(System.nanoTime() - begun)));
    }
    String why = killedBy.isEmpty() ? "it ended before it was ready" : killedBy;
    throw new StartFailure(name(), why, LogTail.since(log, logFrom, 15));
  }

  /**
   * Polls less often the longer it takes: when many nodes start at once they are slow, and frequent
   * checks would make them slower.
   */
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

  /**
   * Sends SIGKILL to the process and all its children. Does not wait for other commands, just as a
   * real death would not.
   */
  public void kill() {
    var dying = running();
    killedBy = "SIGKILL from ./lab kill";
    dying.kill();
    awaitEnd();
  }

  /** Shuts it down in order: SIGTERM, and time to finish what is under way. */
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

  /** Sends SIGSTOP: the process hangs, with its connections open. */
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

  /** Sends SIGCONT, after {@link #pause()}. */
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

  /** The node as the monitor sees it. */
  public MonitoredNode monitored() {
    return new MonitoredNode(name(), kind(), driver.question());
  }

  /** Its process, while it has one. */
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
      Pause.of(POLL);
    }
  }

  private static String reason(int exit) {
    return switch (exit) {
      case 137 -> "killed (SIGKILL)";
      case 143 -> "ended by SIGTERM from outside";
      default -> "ended with exit code " + exit;
    };
  }
}
