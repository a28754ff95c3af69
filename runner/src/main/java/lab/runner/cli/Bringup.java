package lab.runner.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.daemon.RunnerFile;
import lab.runner.daemon.RunnerMain;
import lab.runner.daemon.Settings;
import lab.runner.home.LabHome;
import lab.runner.node.LogTail;
import lab.runner.prometheus.PrometheusProgram;
import lab.runner.service.JvmFlags;
import lab.runner.topology.Topology;
import tools.jackson.databind.json.JsonMapper;

/** Starts the runner's process and follows it until the lab is ready or has failed. */
final class Bringup {
  private static final long POLL_MILLIS = 50;

  private final LabHome home;

  Bringup(LabHome home) {
    this.home = home;
  }

  /** What is known before anything starts is checked before anything starts. */
  void check(Settings settings) throws IOException {
    home.prepare();
    var _ = Topology.load(home.topologies(), settings.topology()).scaled(settings.scale());
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
   * The runner that is up; else one that is brought up in the background, with the table of its
   * nodes.
   */
  RunnerClient runnerThatIsUp(UpOptions options, String topology)
      throws IOException, InterruptedException {
    Optional<RunnerFile> living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isPresent()) {
      String up = living.get().topology();
      if (options.topology != null && !options.topology.equals(up)) {
        throw new Failure(
            "The lab is up with topology %s, not %s. Take it down first: ./lab down"
                .formatted(up, options.topology));
      }
      LabCommand.print("Using the lab that is up, with topology " + up + ".");
      var runner = new RunnerClient(living.get());
      awaitReady(runner);
      return runner;
    }
    if (options.topology == null) {
      options.topology = topology;
    }
    var settings = options.settings(false);
    check(settings);
    var started = start(settings);
    LabCommand.print("");
    LabCommand.print(StatusTable.of(started.runner().nodes()));
    LabCommand.print("The lab is up after %.1f s.%n".formatted(started.seconds()));
    return started.runner();
  }

  /** Waits for a lab that another command is bringing up. */
  void awaitReady(RunnerClient runner) throws IOException, InterruptedException {
    var process = ProcessHandle.of(runner.runner().pid());
    if (process.isPresent() && runner.progress(0).outcome().equals("starting")) {
      LabCommand.print("The lab is being brought up by another command.");
      var _ = follow(runner, process.get(), home.log("runner"), 0);
    }
  }

  /** Starts the runner and shows its progress. Returns the runner once every node is ready. */
  Started start(Settings settings) throws IOException, InterruptedException {
    Path log = home.log("runner");
    long logFrom = Files.exists(log) ? Files.size(log) : 0;
    Process process = spawn(settings, log);
    var runner = new RunnerClient(awaitRunner(process, log, logFrom));
    return new Started(process, runner, follow(runner, process.toHandle(), log, logFrom));
  }

  /**
   * A lab that is ready.
   *
   * @param seconds how long that took
   */
  record Started(Process process, RunnerClient runner, double seconds) {}

  private Process spawn(Settings settings, Path log) throws IOException {
    var command = new ArrayList<String>(ownSession());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.HELPER);
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=" + home.cache().resolve("runner.jsa"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(RunnerMain.class.getName());
    command.add(JsonMapper.builder().build().writeValueAsString(settings));
    return new ProcessBuilder(command)
        .redirectInput(settings.attached() ? Redirect.PIPE : Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .redirectErrorStream(true)
        .start();
  }

  /**
   * Puts the runner beyond the reach of the terminal's Ctrl-C and hang-up: those are for the
   * command.
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
      var page = runner.progress(seen);
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

  private static String death(Path log, long logFrom) throws IOException {
    return "The runner ended before the lab was up. Its last log lines:\n    "
        + String.join("\n    ", LogTail.since(log, logFrom, 15));
  }
}
