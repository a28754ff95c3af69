package lab.runner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lab.runner.experiment.Interruption;
import lab.servers.process.ChildEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Simulates people who use a service as on a plausible day. Options and help come from the load
 * generator, which simulates the people.
 */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = false,
    description =
        "Let people use a service as on a plausible day, on the lab that is up; see traffic"
            + " --help.")
final class TrafficCommand extends LabCommand {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var command = new ArrayList<>(new Experiments(home).loadGenerator().command());
    command.add("traffic");
    command.addAll(arguments);
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return run(command);
    }
    var lab = lab();
    command.addAll(List.of("--gateway", lab.gateway().toString(), "--follow-parent"));
    String what = way().command() + " traffic " + String.join(" ", arguments);
    try (var _ = lab.take(what.strip(), false, new Interruption())) {
      return run(command);
    }
  }

  /**
   * Runs the load generator. Ctrl-C reaches both processes; this one waits for the other's final
   * output.
   */
  private static int run(List<String> command) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE);
    ChildEnvironment.give(builder, java.util.Map.of());
    var process = builder.start();
    var hook =
        new Thread(
            () -> {
              process.destroy();
              process.onExit().join();
            },
            "traffic");
    Runtime.getRuntime().addShutdownHook(hook);
    int code = process.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.join(); // Ctrl-C has started the hook already
    }
    return code;
  }
}
