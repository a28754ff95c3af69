package lab.runner.backend;

import java.nio.file.Path;
import java.time.Clock;
import lab.runner.home.LabHome;
import lab.runner.home.PortBook;
import lab.runner.home.Secrets;
import lab.runner.node.Node;
import lab.runner.node.NodeDriver;
import lab.servers.process.ProcessLauncher;

/**
 * What one needs to make a node.
 *
 * @param data the topology's folder of data
 */
public record Workshop(
    LabHome home,
    Path data,
    PortBook ports,
    Secrets secrets,
    ProcessLauncher launcher,
    Clock clock) {

  /** Puts a server under supervision, with its log where {@code ./lab logs} looks for it. */
  public Node node(NodeDriver driver) {
    return new Node(driver, launcher, home.log(driver.name()), clock);
  }

  /** A backend node's folder of data. */
  Path data(String node) {
    return data.resolve(node);
  }

  /** A service's folder: its properties and temporary files, nothing to keep. */
  public Path serviceFolder(String node) {
    return home.directory().resolve("nodes").resolve(node);
  }
}
