package lab.runner.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import lab.runner.compose.ComposeTrouble;
import lab.runner.home.LabHome;
import lab.runner.run.RunRefused;
import lab.yaml.InvalidYaml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The entry point of {@code ./lab}. Exit codes: 0 done, 1 failed (with the reason), 64 wrong usage,
 * 130 interrupted by Ctrl-C (143 by SIGTERM, 129 by hang-up of its terminal).
 */
@Command(
    name = "./lab",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Worked examples of system-design texts that run, are loaded, are broken, and are judged.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      ResetCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      LogsCommand.class,
      NodeCommands.Kill.class,
      NodeCommands.Stop.class,
      NodeCommands.Pause.class,
      NodeCommands.Resume.class,
      NodeCommands.Start.class,
      NodeCommands.Disconnect.class,
      NodeCommands.Reconnect.class,
      ExperimentsCommand.class,
      RunCommand.class,
      LoadCommand.class,
      TrafficCommand.class,
      TraceCommand.class,
      ExerciseCommand.class,
      GenerateCommand.class
    },
    footer = {
      "",
      "Environment: JAVA_HOME (a JDK 25), LAB_DIR (the lab's state, default .lab),",
      "LAB_PORT, LAB_CONSOLE_PORT, LAB_PROMETHEUS_PORT (defaults 8080, 8090, 9090),",
      "LAB_PROMETHEUS (a program, or off; default: the one on PATH),",
      "LAB_JVM_FLAGS (further flags for the JVMs of services)."
    })
public final class Main {
  private static final int MISUSE = 64;
  private static final int INTERRUPTED = 130;

  @Option(
      names = "--docker",
      scope = ScopeType.INHERIT,
      description = "The lab as containers of a Compose project; for good with LAB_DOCKER=1.")
  private boolean docker;

  Main() {}

  /** Whether the lab runs in containers. */
  boolean isDocker(Map<String, String> environment) {
    String variable = environment.getOrDefault("LAB_DOCKER", "");
    return docker || variable.equals("1") || variable.equals("true");
  }

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // so that 1.5 is always written with a dot
    System.exit(commandLine().execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  static CommandLine commandLine() {
    var lab = new CommandLine(new Main()).setExecutionExceptionHandler(explaining());
    var usage = lab.getParameterExceptionHandler();
    return lab.setParameterExceptionHandler((failure, arguments) -> {
      var _ = usage.handleParseException(failure, arguments);
      return MISUSE;
    });
  }

  /**
   * An expected failure is shown as one line; any other keeps its stack trace, because it is a
   * defect.
   */
  private static IExecutionExceptionHandler explaining() {
    return (failure, command, parsed) -> {
      switch (failure) {
        case InterruptedException _ -> {
          System.err.println("Interrupted.");
          return INTERRUPTED;
        }
        case RunnerClient.Failure _,
            RunRefused _,
            ComposeTrouble _,
            LabHome.Unusable _,
            InvalidYaml _ ->
            System.err.println(failure.getMessage());
        case IOException io ->
            System.err.println(
                "Failed: " + (io.getMessage() == null ? io.toString() : io.getMessage()));
        default -> failure.printStackTrace();
      }
      return 1;
    };
  }
}
