package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.runner.daemon.RunnerFile;
import lab.runner.descriptor.Catalog;
import lab.runner.home.LabHome;
import lab.runner.run.RunNote;
import lab.runner.topology.Topology;
import lab.servers.install.Installation;

/** The lab as processes, which a runner owns; this talks to the runner. */
final class EmbeddedWay implements Way {
  static final String COMMAND = "./lab";

  private final LabHome home;

  EmbeddedWay(LabHome home) {
    this.home = home;
  }

  @Override
  public String command() {
    return COMMAND;
  }

  @Override
  public int up(UpOptions options, boolean detach) throws IOException, InterruptedException {
    var isFollowed = new AtomicBoolean(detach);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sayThatItGoesOn(isFollowed)));
    Bringup.Up up;
    try {
      up = new Bringup(home).start(options, Topology.DEFAULT, !detach);
    } finally {
      isFollowed.set(false);
    }
    return switch (up) {
      case Bringup.Found(var runner) -> alreadyUp(runner.runner(), options);
      case Bringup.Started started -> newlyUp(started, detach);
    };
  }

  private int newlyUp(Bringup.Started started, boolean detach)
      throws IOException, InterruptedException {
    var nodes = started.runner().nodes();
    LabCommand.print("");
    LabCommand.print(StatusTable.of(nodes));
    LabCommand.print(
        "The lab is up: %d nodes ready in %.1f s.".formatted(nodes.size(), started.seconds()));
    LabCommand.print(UpMessage.of(new EmbeddedLab(started.runner()), Catalog.of(home.sources())));
    return detach ? 0 : stayUntilInterrupted(started);
  }

  /** Tells a user who interrupts a detached {@code up} before it is ready that it continues. */
  private static void sayThatItGoesOn(AtomicBoolean isFollowed) {
    if (isFollowed.get()) {
      LabCommand.print("The lab continues to come up in the background; ./lab down ends it.");
    }
  }

  private static int alreadyUp(RunnerFile runner, UpOptions options) {
    boolean same = options.topology == null || options.topology.equals(runner.topology());
    LabCommand.print(
        "The lab is up already, with topology %s: http://localhost:%d%s"
            .formatted(
                runner.topology(),
                runner.gatewayPort(),
                same ? "" : "\nFor another topology take it down first: ./lab down"));
    return same ? 0 : 1;
  }

  private static int stayUntilInterrupted(Bringup.Started started) throws InterruptedException {
    LabCommand.print("\nCtrl-C takes everything down.");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              LabCommand.print("\nTaking the lab down …");
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

  @Override
  public void down() throws IOException, InterruptedException {
    new Bringup(home).awaitTurn();
    var living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isEmpty()) {
      LabCommand.print("The lab is not up.");
      return;
    }
    down(living.get());
    LabCommand.print(
        "The lab is down. Its data stays in " + home.directory() + "; ./lab reset deletes it.");
  }

  /** Takes the lab down. Names the command that has it, as it will lose it. */
  private static void down(RunnerFile living) throws IOException, InterruptedException {
    var runner = new RunnerClient(living);
    String run = runner.about().run();
    if (!run.isEmpty()) {
      LabCommand.print("This ends " + run + ", too.");
    }
    runner.down();
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    var living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isPresent()) {
      down(living.get());
    }
    for (String kept : new String[] {"data", "logs", "nodes"}) {
      Installation.delete(home.directory().resolve(kept));
    }
    for (String kept : new String[] {"secrets.properties", "runner.json", "format"}) {
      Files.deleteIfExists(home.directory().resolve(kept));
    }
    LabCommand.print("The lab is reset: data, logs and secrets are deleted.");
  }

  @Override
  public Optional<UpLab> lab() throws IOException {
    var living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isEmpty()) {
      new RunNote(home.runNote())
          .settle()
          .ifPresent(
              run -> System.err.println(run.words() + " was ended by the death of the runner."));
    }
    return living.map(RunnerClient::new).map(EmbeddedLab::new);
  }

  @Override
  public UpLab labThatIsUp(UpOptions options, String topology)
      throws IOException, InterruptedException {
    return new EmbeddedLab(new Bringup(home).runnerThatIsUp(options, topology));
  }

  @Override
  public int logs(String node, int lines, boolean follow) throws IOException, InterruptedException {
    return new NodeLog(home, node).print(lines, follow);
  }
}
