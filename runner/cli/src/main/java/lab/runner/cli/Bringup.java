package lab.runner.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.daemon.RunnerFile;
import lab.runner.daemon.RunnerMain;
import lab.runner.daemon.Settings;
import lab.runner.home.LabHome;
import lab.runner.process.LogTail;
import lab.runner.prometheus.PrometheusProgram;
import lab.runner.service.JvmFlags;
import lab.runner.topology.Layout;
import lab.servers.process.ChildEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** Starts the runner's process and follows it until the lab is ready or has failed. */
final class Bringup {
  private static final long POLL_MILLIS = 50;

  private final LabHome home;

  Bringup(LabHome home) {
    this.home = home;
  }

  /** Checks before the start whatever can be checked before the start. */
  private void check(Settings settings) throws IOException {
    var _ = Layout.of(home, settings.topology(), settings.services(), settings.scale());
    var ports = new ArrayList<FixedPort>();
    ports.add(new FixedPort(settings.gatewayPort(), "--port", "LAB_PORT"));
    ports.add(new FixedPort(settings.consolePort(), "--console-port", "LAB_CONSOLE_PORT"));
    if (PrometheusProgram.find(System.getenv()) instanceof PrometheusProgram.Found) {
      ports.add(
          new FixedPort(
              settings.prometheusPort(),
              "--prometheus-port",
              "LAB_PROMETHEUS_PORT, or do without Prometheus: LAB_PROMETHEUS=off"));
    }
    FixedPort.check(ports);
  }

  /**
   * The runner that is up; otherwise brings one up in the background and prints the table of its
   * nodes.
   */
  RunnerClient runnerThatIsUp(UpOptions options, String topology)
      throws IOException, InterruptedException {
    String wanted = options.topology;
    return switch (start(options, topology, false)) {
      case Found(var runner) -> {
        String up = runner.runner().topology();
        if (wanted != null && !wanted.equals(up)) {
          throw new Failure(
              "The lab is up with topology %s, not %s. Take it down first: ./lab down"
                  .formatted(up, wanted));
        }
        LabCommand.print("Using the lab that is up, with topology " + up + ".");
        yield runner;
      }
      case Started(_, var runner, var seconds) -> {
        LabCommand.print("");
        LabCommand.print(StatusTable.of(runner.nodes()));
        LabCommand.print("The lab is up after %.1f s.%n".formatted(seconds));
        yield runner;
      }
    };
  }

  /** A lab that is ready. */
  sealed interface Up {}

  /** It was already up, or another command was bringing it up. */
  record Found(RunnerClient runner) implements Up {}

  /**
   * This command brought it up.
   *
   * @param seconds how long that took
   */
  record Started(Process process, RunnerClient runner, double seconds) implements Up {}

  /**
   * Makes sure that the lab is up: starts its runner unless it is running, and shows the progress
   * until every node is ready. Of several concurrent commands one starts the runner and the others
   * find it.
   *
   * @param topology what is brought up unless the options name another
   */
  Up start(UpOptions options, String topology, boolean attached)
      throws IOException, InterruptedException {
    Path log = home.log("runner");
    Begun begun = begin(options.settings(topology, attached), log);
    var runner = begun.runner();
    if (begun.process().isEmpty()) {
      return new Found(awaitReady(runner));
    }
    var process = begun.process().get();
    return new Started(process, runner, follow(runner, process.toHandle(), log, begun.logFrom()));
  }

  /** A runner that is listening, with its process if this command started it. */
  private record Begun(RunnerClient runner, Optional<Process> process, long logFrom) {}

  private Begun begin(Settings settings, Path log) throws IOException, InterruptedException {
    if (RunnerFile.ofLiving(home.runnerFile()).isEmpty()) {
      home.prepare();
    }
    try (var turn = FileChannel.open(home.turn(), CREATE, WRITE)) {
      var _ = turn.lock(); // waits for earlier commands, whose outcome is then visible
      Optional<RunnerFile> living = RunnerFile.ofLiving(home.runnerFile());
      if (living.isPresent()) {
        return new Begun(new RunnerClient(living.get()), Optional.empty(), 0);
      }
      check(settings);
      long logFrom = Files.exists(log) ? Files.size(log) : 0;
      Process process = spawn(settings, log);
      var runner = new RunnerClient(awaitRunner(process, log, logFrom));
      return new Begun(runner, Optional.of(process), logFrom);
    }
  }

  /** Waits while a command is starting a runner, which can be found afterwards. */
  void awaitTurn() throws IOException {
    if (Files.isWritable(home.turn())) {
      try (var turn = FileChannel.open(home.turn(), WRITE)) {
        var _ = turn.lock();
      }
    }
  }

  private RunnerClient awaitReady(RunnerClient runner) throws IOException, InterruptedException {
    long pid = runner.runner().pid();
    var process = ProcessHandle.of(pid);
    if (process.isPresent() && !runner.progress(0).outcome().equals("ready")) {
      LabCommand.print(
          "The lab is being brought up by another command (runner pid %d).".formatted(pid));
      var _ = follow(runner, process.get(), home.log("runner"), 0);
    }
    return runner;
  }

  private Process spawn(Settings settings, Path log) throws IOException {
    var command = new ArrayList<String>(ownSession());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.HELPER);
    command.add("-XX:+AutoCreateSharedArchive");
    command.add(
        "-XX:+VerifySharedSpaces"); // an archive half-written by a kill would crash later starts
    command.add("-XX:SharedArchiveFile=" + home.cache().resolve("runner.jsa"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(RunnerMain.class.getName());
    command.add(JsonMapper.builder().build().writeValueAsString(settings));
    var builder = new ProcessBuilder(command);
    var environment = new TreeMap<>(home.asEnvironment());
    for (String variable : List.of(PrometheusProgram.VARIABLE, JvmFlags.VARIABLE)) {
      Optional.ofNullable(System.getenv(variable))
          .ifPresent(value -> environment.put(variable, value));
    }
    ChildEnvironment.give(builder, environment);
    return builder
        .redirectInput(settings.attached() ? Redirect.PIPE : Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .redirectErrorStream(true)
        .start();
  }

  /**
   * Puts the runner into a session of its own, because Ctrl-C and hang-up of the terminal are meant
   * for the command only.
   */
  private static List<String> ownSession() {
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      return List.of("/usr/bin/setsid");
    }
    if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
      return List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die");
    }
    return List.of();
  }

  private RunnerFile awaitRunner(Process process, Path log, long logFrom)
      throws IOException, InterruptedException {
    while (process.isAlive()) {
      Optional<RunnerFile> runner =
          RunnerFile.ofLiving(home.runnerFile()).filter(found -> found.pid() == process.pid());
      if (runner.isPresent()) {
        return runner.get();
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new Failure(death(log, logFrom));
  }

  private double follow(RunnerClient runner, ProcessHandle process, Path log, long logFrom)
      throws IOException, InterruptedException {
    int seen = 0;
    while (process.isAlive()) {
      RunnerClient.ProgressPage page;
      try {
        page = runner.progress(seen);
      } catch (IOException | Failure e) {
        if (isEnding(process)) {
          break;
        }
        throw e;
      }
      page.lines().forEach(LabCommand::print);
      seen += page.lines().size();
      switch (page.outcome()) {
        case "ready" -> {
          return page.seconds();
        }
        case "failed" -> {
          var _ = process.onExit().join();
          throw new Failure("The lab did not come up. " + page.failure());
        }
        default -> Thread.sleep(POLL_MILLIS);
      }
    }
    throw new Failure(death(log, logFrom));
  }

  private static boolean isEnding(ProcessHandle process) throws InterruptedException {
    for (int i = 0; i < 100 && process.isAlive(); i++) {
      Thread.sleep(POLL_MILLIS);
    }
    return !process.isAlive();
  }

  private static String death(Path log, long logFrom) throws IOException {
    return "The runner ended before the lab was up. Its last log lines:\n    "
        + String.join("\n    ", LogTail.since(log, logFrom, 15));
  }
}
