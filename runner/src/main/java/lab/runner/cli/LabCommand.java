package lab.runner.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import lab.runner.home.LabHome;
import picocli.CommandLine.Command;

/**
 * What all commands share: the lab's folder, {@code --help}, and exit code 0 unless they say
 * otherwise.
 */
@Command(mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
abstract class LabCommand implements Callable<Integer> {
  final LabHome home = LabHome.from(System.getenv());

  final RunnerClient runner() throws IOException {
    return RunnerClient.of(home);
  }

  static void print(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
