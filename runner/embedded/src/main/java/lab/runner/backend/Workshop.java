package lab.runner.backend;

import java.nio.file.Path;
import java.time.Clock;
import lab.runner.home.LabHome;
import lab.runner.home.PortBook;
import lab.runner.home.Secrets;
import lab.runner.process.Node;
import lab.runner.process.NodeDriver;
import lab.servers.process.ProcessLauncher;

/**
 * What is needed to create a node.
 *
 * @param data the topology's data folder
 */
public record Workshop(
    LabHome home,
    Path data,
    PortBook ports,
    Secrets secrets,
    ProcessLauncher launcher,
    Clock clock) {

  /** A supervised node for a server, with its log where {@code ./lab logs} looks for it. */
  public Node node(NodeDriver driver) {
    return new Node(driver, launcher, home.log(driver.name()), clock);
  }

  /** The data folder of a backend's node. */
  Path data(String node) {
    return data.resolve(node);
  }

  /** A service instance's folder: its properties and temporary files, nothing worth keeping. */
  public Path serviceFolder(String node) {
    return home.directory().resolve("nodes").resolve(node);
  }
}
