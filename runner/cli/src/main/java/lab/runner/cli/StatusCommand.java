package lab.runner.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows the nodes. */
@Command(
    name = "status",
    description =
        "Show every node (role, state, address, pid, memory, start time), who has the lab, and what"
            + " is not as the topology says.",
    footer = "Exit code 0 when the lab is up, 1 when it is not.")
final class StatusCommand extends LabCommand {
  @Option(names = "--json", description = "As a JSON array of nodes.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var way = way();
    var up = way.lab();
    if (up.isEmpty()) {
      print(json ? "[]" : "The lab is not up. Start it: %s up".formatted(way.command()));
      return 1;
    }
    var lab = up.get();
    var nodes = lab.nodes();
    print(
        json
            ? JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(nodes)
            : "Topology %s, %s%n%n%s%s"
                .formatted(
                    lab.topology(),
                    lab.gateway(),
                    StatusTable.of(nodes),
                    StatusNotes.of(nodes, lab.notes())));
    return 0;
  }
}
