package lab.runner.backend;

import java.io.IOException;
import java.sql.SQLException;
import lab.runner.process.Node;
import lab.servers.postgres.PostgresServer;

/** A member of the pair: the server, and the node that starts and watches it. */
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

  /** A step that queries a server. */
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
