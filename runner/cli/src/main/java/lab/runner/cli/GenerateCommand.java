package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.generate.GatewayProperties;
import lab.runner.generate.GeneratedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the parts of files that come from the services' descriptors. */
@Command(
    name = "generate",
    description =
        "Write what comes from the services' service.yml into Compose's files and others.")
final class GenerateCommand extends LabCommand {
  @Option(names = "--check", description = "Write nothing; fail if a file is not up to date.")
  private boolean check;

  @Option(
      names = "--gateway-properties",
      description = "Print the gateway's properties for containers, and nothing else.")
  private boolean gatewayProperties;

  @Override
  public Integer call() throws IOException {
    if (gatewayProperties) {
      print(GatewayProperties.forContainers(Catalog.of(home.sources())));
      return 0;
    }
    var files = GeneratedFiles.of(home.sources());
    if (check) {
      var stale = files.stale();
      stale.forEach(file -> print(file + " is not as ./lab generate writes it."));
      return stale.isEmpty() ? 0 : 1;
    }
    List<Path> written = files.write();
    print(
        written.isEmpty()
            ? "Everything is as it should be."
            : "Written: " + written.stream().map(Path::toString).collect(Collectors.joining(", ")));
    return 0;
  }
}
