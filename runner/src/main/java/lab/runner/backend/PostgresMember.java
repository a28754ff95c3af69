package lab.runner.backend;

import java.io.IOException;
import java.sql.SQLException;
import lab.runner.node.Node;
import lab.servers.postgres.PostgresServer;

/** One of the pair: the server, and the node by which it is started and watched. */
record PostgresMember(PostgresServer server, Node node) {
  String name() {
    return node.name();
  }

  boolean isStreamingFrom(PostgresMember primary) {
    try {
      return primary.server.streamingStandbys().contains(name());
    } catch (SQLException e) {
      return false;
    }
  }

  /** A step that asks a server something. */
  interface Step {
    void run() throws IOException, SQLException;
  }

  static void asking(Step step) throws IOException {
    try {
      step.run();
    } catch (SQLException e) {
      throw new IOException("PostgreSQL: " + e.getMessage(), e);
    }
  }
}
