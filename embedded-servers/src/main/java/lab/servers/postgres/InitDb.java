package lab.servers.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.servers.install.Installation;
import lab.servers.process.Launch;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;

/**
 * Creates a primary's data folder: under a temporary name first, so that a half-made one is never
 * mistaken for a complete one.
 */
record InitDb(PostgresNode node, PostgresBinaries binaries, ProcessLauncher launcher) {
  void run() throws IOException {
    Path draft = node.directory().resolve("data.new");
    Installation.delete(draft);
    Installation.delete(node.data());
    Path password = node.directory().resolve("password.new");
    Files.createDirectories(node.directory());
    Files.deleteIfExists(password);
    Installation.secret(password, node::password);
    launcher.own(node.directory());
    var initdb =
        new Launch(
            node.name() + " (initdb)",
            initdb(draft, password),
            Map.of(),
            node.directory(),
            node.log());
    int exit = launcher.run(initdb);
    Files.delete(password);
    if (exit != 0) {
      throw new IOException(
          "initdb of %s ended with code %d. The end of %s:\n%s"
              .formatted(node.name(), exit, node.log(), Readiness.tail(node.log(), 15)));
    }
    PostgresConfiguration.include(draft);
    Files.move(draft, node.data());
  }

  private List<String> initdb(Path data, Path password) {
    var command = new ArrayList<String>();
    command.add(binaries.program("initdb"));
    // A standby's values must not be lower than those its primary's data was written with.
    PostgresConfiguration.recorded(node).forEach((k, v) -> command.add("--set=" + k + "=" + v));
    command.addAll(arguments(data, password));
    return command;
  }

  private static List<String> arguments(Path data, Path password) {
    return List.of(
        "--pgdata=" + data,
        "--username=postgres",
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-sync",
        "--no-instructions");
  }
}
