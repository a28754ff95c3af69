package lab.servers.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts the lab's servers as its children, unprivileged, and makes sure that none outlives it.
 *
 * <p><b>Why no orphan can survive.</b> A JVM killed by {@code kill -9} runs no shutdown hook, and
 * Linux's {@code PR_SET_PDEATHSIG} is neither portable nor reachable from Java. But for every
 * process, however it dies, the kernel closes its pipes. So the launcher holds the only writing end
 * of a pipe whose reader is a small shell, the guardian. The guardian records each {@code + pid}
 * and {@code - pid}, ignores the signals of a terminal, lives in a session of its own (a kill of
 * our process group spares it), and at end of file sends SIGKILL to all processes it knows.
 *
 * <p>That leaves the moment between the fork and the record. Therefore a child is not the server at
 * first but a gate: a shell that waits for the word {@code go} on its standard input. The launcher
 * starts the gate, writes the pid into the guardian's pipe, and only then says {@code go}, upon
 * which the gate becomes the server by {@code exec} under the same pid. If the launcher dies
 *
 * <ul>
 *   <li>before the record: the gate reads end of file and exits with 125;
 *   <li>after the record: a pipe keeps what was written, so the guardian reads the record first and
 *       the end of file after it, and kills the gate or the server, whichever it is by then.
 * </ul>
 *
 * <p>No other process can hold the pipe open, because Java closes every descriptor except the first
 * three in a child before it runs. Each server leads its own session, and the guardian kills its
 * group too; PostgreSQL's backends, which leave the group, exit by themselves when their postmaster
 * is gone, and while they are paused and could not notice, the guardian knows each of them. A
 * guardian that dies is replaced at once and told all pids again: only the death of both in the
 * same instant would go unnoticed.
 *
 * <p>A pid is removed from the list after its process was waited for. Between these two steps the
 * system might in theory reuse the pid for another process while the launcher dies as well; with
 * pids assigned in turn out of some four million that is not worth a remedy.
 */
public final class ProcessLauncher implements AutoCloseable {
  static final long LOG_LIMIT = 10_000_000;

  private static final String GATE =
      "read -r go && [ \"$go\" = go ] || exit 125; exec \"$@\" </dev/null";

  private final Path lab;
  private final ServerUser user;
  private final Guardian guardian;
  private final Set<ServerProcess> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private ProcessLauncher(Path lab, ServerUser user) throws IOException {
    this.lab = lab;
    this.user = user;
    this.guardian = new Guardian();
  }

  /**
   * Opens a launcher for the servers whose data is in this folder (created if missing).
   *
   * @throws IOException also when run as root if root's rights cannot be dropped, or by a user
   *     whose id has no name
   */
  public static ProcessLauncher open(Path labDirectory) throws IOException {
    return open(labDirectory, List.of());
  }

  /**
   * Like {@link #open(Path)}, with the other files that the servers must be able to read: program
   * folders, libraries. For root, these decide whether the servers run as user 65534 or as root
   * without its rights.
   */
  public static ProcessLauncher open(Path labDirectory, List<Path> programs) throws IOException {
    Path lab = Files.createDirectories(labDirectory.toAbsolutePath().normalize());
    List<Path> all = new ArrayList<>(programs);
    all.add(Path.of(System.getProperty("java.home"), "bin", "java"));
    return new ProcessLauncher(lab, ServerUser.find(lab, all));
  }

  /**
   * Starts a process and returns at once, without waiting for the server to be ready.
   *
   * @throws IOException if it cannot be started: its folder is missing, its log not writable
   */
  public ServerProcess launch(Launch launch) throws IOException {
    if (closed) {
      throw new IllegalStateException("The launcher is closed");
    }
    prepareLog(launch.log());
    Process process = builder(launch).start();
    try {
      guardian.add(process.pid());
      var server = new ServerProcess(launch, process, guardian);
      running.add(server);
      var _ = server.onExit().thenRun(() -> running.remove(server));
      try (var gate = process.getOutputStream()) {
        gate.write("go\n".getBytes(StandardCharsets.US_ASCII));
      }
      if (closed) {
        server.kill();
        throw new IllegalStateException("The launcher is closed");
      }
      return server;
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException("Cannot start " + launch.name() + ": " + e.getMessage(), e);
    }
  }

  private ProcessBuilder builder(Launch launch) {
    List<String> command = new ArrayList<>(Shell.ownSession());
    command.addAll(user.prefix());
    command.addAll(launch.command());
    var builder =
        new ProcessBuilder(gate(command))
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(launch.log().toFile()));
    ChildEnvironment.give(builder, launch.environment());
    return builder;
  }

  /** The command, preceded by the gate. */
  static List<String> gate(List<String> command) {
    List<String> gated = new ArrayList<>(List.of("/bin/sh", "-c", GATE, "sh"));
    gated.addAll(command);
    return gated;
  }

  private static void prepareLog(Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Path old = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Makes the servers' user own the folder, recursively (created if missing).
   *
   * @throws IllegalArgumentException for a folder outside the lab's
   */
  public Path own(Path directory) throws IOException {
    Path folder = directory.toAbsolutePath().normalize();
    if (!folder.startsWith(lab)) {
      throw new IllegalArgumentException(folder + " is not inside the lab's folder " + lab);
    }
    Files.createDirectories(folder);
    switch (user) {
      case ServerUser.Same _ -> {}
      case ServerUser.Other other -> {
        Path up = lab;
        for (Path step : lab.relativize(folder)) {
          ServerUser.openForPassage(up);
          up = up.resolve(step);
        }
        ServerUser.give(folder, other.uid());
      }
    }
    return folder;
  }

  /**
   * Runs a command as the servers' user and waits for its end, as {@code initdb} requires.
   *
   * @return its exit code
   */
  public int run(Launch launch) throws IOException {
    return launch(launch).onExit().join();
  }

  /** The processes started by this launcher that are still running. */
  public List<ServerProcess> running() {
    return List.copyOf(running);
  }

  Guardian guardian() {
    return guardian;
  }

  /** Kills the processes that are still running. */
  @Override
  public void close() {
    closed = true;
    try (guardian) { // which kills what remains after a failure here
      running.forEach(ServerProcess::kill);
    }
  }
}
