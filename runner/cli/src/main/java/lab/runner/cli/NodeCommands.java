package lab.runner.cli;

import java.io.IOException;
import lab.runner.lab.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that apply one action to one node. */
final class NodeCommands {
  private NodeCommands() {}

  /** Such a command; its name is the action that the runner is asked for. */
  abstract static class Action extends LabCommand {
    private final String action;

    @Parameters(paramLabel = "NODE", description = "A node's name as in ./lab status.")
    private String node = "";

    @Option(
        names = "--force",
        description = "Also while a run has the lab: its verdict is then unknown.")
    private boolean force;

    Action(String action) {
      this.action = action;
    }

    @Override
    public Integer call() throws IOException {
      var status = lab().act(node, action, force);
      print(
          status.name()
              + " is "
              + status.state()
              + (status.detail().isEmpty() ? "" : " " + status.detail()));
      return 0;
    }
  }

  @Command(name = "kill", description = "kill -9 a node, and all its processes: sudden death.")
  static final class Kill extends Action {
    Kill() {
      super("kill");
    }
  }

  @Command(name = "stop", description = "Stop a node in order: it finishes what is under way.")
  static final class Stop extends Action {
    Stop() {
      super("stop");
    }
  }

  @Command(
      name = "pause",
      description = "Freeze a node: it keeps its connections and does not answer.")
  static final class Pause extends Action {
    Pause() {
      super("pause");
    }
  }

  @Command(name = "resume", description = "Let a frozen node go on.")
  static final class Resume extends Action {
    Resume() {
      super("resume");
    }
  }

  @Command(
      name = "disconnect",
      description = "Disconnect a container from all others; it keeps running. Only with --docker.")
  static final class Disconnect extends Action {
    Disconnect() {
      super("disconnect");
    }
  }

  @Command(name = "reconnect", description = "Reconnect a container that was disconnected.")
  static final class Reconnect extends Action {
    Reconnect() {
      super("reconnect");
    }
  }

  @Command(
      name = "start",
      description = "Start a dead or stopped node on its data; returns when it is ready.")
  static final class Start extends Action {
    Start() {
      super("start");
    }
  }
}
