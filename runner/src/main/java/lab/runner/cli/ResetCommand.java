package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import lab.runner.daemon.RunnerFile;
import lab.servers.install.Installation;
import picocli.CommandLine.Command;

/** Takes the lab down and deletes what it keeps. */
@Command(name = "reset", description = "Take the lab down and delete its data, logs and secrets.")
final class ResetCommand extends LabCommand {
  @Override
  public Integer call() throws IOException, InterruptedException {
    var living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isPresent()) {
      new RunnerClient(living.get()).down();
    }
    for (String kept : new String[] {"data", "logs", "nodes"}) {
      Installation.delete(home.directory().resolve(kept));
    }
    for (String kept : new String[] {"secrets.properties", "runner.json", "format"}) {
      Files.deleteIfExists(home.directory().resolve(kept));
    }
    print("The lab is as new: data, logs and secrets are deleted.");
    return 0;
  }
}
