package lab.runner.cli;

import java.io.IOException;
import lab.runner.daemon.RunnerFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows the nodes. */
@Command(
    name = "status",
    description = "Show every node: role, state, address, pid, memory, start time.",
    footer = "Exit code 0 when the lab is up, 1 when it is not.")
final class StatusCommand extends LabCommand {
  @Option(names = "--json", description = "As a JSON array of nodes.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isEmpty()) {
      print(json ? "[]" : "The lab is not up. Start it: ./lab up");
      return 1;
    }
    var nodes = new RunnerClient(living.get()).nodes();
    print(
        json
            ? JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(nodes)
            : "Topology %s, http://localhost:%d%n%n%s"
                .formatted(
                    living.get().topology(), living.get().gatewayPort(), StatusTable.of(nodes)));
    return 0;
  }
}
