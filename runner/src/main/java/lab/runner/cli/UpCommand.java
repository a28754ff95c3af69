package lab.runner.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.runner.daemon.RunnerFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a topology up. */
@Command(name = "up", description = "Bring the lab up: real servers, each its own process.")
final class UpCommand extends LabCommand {
  @Mixin private UpOptions options = new UpOptions();

  @Option(names = "--detach", description = "Return when every node is ready; the lab stays up.")
  private boolean detach;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<RunnerFile> living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isPresent()) {
      new Bringup(home).awaitReady(new RunnerClient(living.get()));
      return alreadyUp(living.get());
    }
    var bringup = new Bringup(home);
    var settings = options.settings(!detach);
    bringup.check(settings);
    var isFollowed = new AtomicBoolean(detach);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sayThatItGoesOn(isFollowed)));
    Bringup.Started started;
    try {
      started = bringup.start(settings);
    } finally {
      isFollowed.set(false);
    }
    var nodes = started.runner().nodes();
    print("");
    print(StatusTable.of(nodes));
    print(
        "The lab is up: %d nodes ready in %.1f s.%n  gateway      http://localhost:%d%n  console      http://localhost:%d%n  try it       curl -i http://localhost:%d/api/links -H 'Content-Type: application/json' -d '{\"url\":\"https://example.org/\"}'"
            .formatted(
                nodes.size(),
                started.seconds(),
                settings.gatewayPort(),
                settings.consolePort(),
                settings.gatewayPort()));
    if (!detach) {
      return stayUntilInterrupted(started);
    }
    return 0;
  }

  /** What somebody should know who ends a detached {@code up} that is still being followed. */
  private static void sayThatItGoesOn(AtomicBoolean isFollowed) {
    if (isFollowed.get()) {
      print("The lab goes on coming up in the background; ./lab down ends it.");
    }
  }

  private int alreadyUp(RunnerFile runner) {
    boolean same = options.topology == null || options.topology.equals(runner.topology());
    print(
        "The lab is up already, with topology %s: http://localhost:%d%s"
            .formatted(
                runner.topology(),
                runner.gatewayPort(),
                same ? "" : "\nFor another topology take it down first: ./lab down"));
    return same ? 0 : 1;
  }

  private static int stayUntilInterrupted(Bringup.Started started) throws InterruptedException {
    print("\nCtrl-C takes everything down.");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              print("\nTaking the lab down …");
              try {
                if (started.runner().runner().lives()) {
                  started.runner().down();
                }
              } catch (IOException | InterruptedException | RunnerClient.Failure e) {
                System.err.println(e.getMessage());
              }
            }));
    return started.process().waitFor() == 0 ? 0 : 1;
  }
}
