package lab.runner.backend;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import lab.monitor.Question;
import lab.monitor.Question.PostgresQuestion;
import lab.runner.node.NodeKind;
import lab.runner.process.NodeDriver;
import lab.servers.postgres.PostgresServer;
import lab.servers.process.Launch;

/**
 * One PostgreSQL server as a node.
 *
 * @param state of the pair, which determines the server's role
 * @param isChanged properties of the pair that differ from the topology's
 */
record PostgresDriver(
    PostgresServer server, Supplier<PostgresState> state, Supplier<Map<String, String>> isChanged)
    implements NodeDriver {
  @Override
  public String name() {
    return server.node().name();
  }

  @Override
  public String kind() {
    return NodeKind.POSTGRES.label();
  }

  @Override
  public String role() {
    if (state.get().primary().equals(name())) {
      return "primary";
    }
    return state.get().synchronous().equals(name()) ? "standby" : "standby, behind";
  }

  @Override
  public Map<String, String> changed() {
    return isChanged.get();
  }

  @Override
  public String address() {
    return "127.0.0.1:" + server.node().port();
  }

  @Override
  public Question question() {
    return new PostgresQuestion(
        server.jdbcUrl("postgres"), PostgresServer.SUPERUSER, server.node().password());
  }

  @Override
  public Launch prepare() throws IOException {
    return server.launch();
  }

  @Override
  public boolean isReady() {
    return server.answers();
  }
}
