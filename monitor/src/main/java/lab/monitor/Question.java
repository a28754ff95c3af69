package lab.monitor;

import java.net.URI;

/** How the monitor polls a node. The node is up if it answers. */
public sealed interface Question {
  /**
   * Queries PostgreSQL with SQL.
   *
   * @param jdbcUrl of one server and a database that the user may connect to
   * @param user a member of {@code pg_monitor}
   */
  record PostgresQuestion(String jdbcUrl, String user, String password) implements Question {
    @Override
    public String toString() {
      return user + " at " + jdbcUrl; // without the password
    }
  }

  /**
   * Queries one Redis server, with {@code INFO} and {@code CLUSTER}.
   *
   * @param password empty if none is required
   */
  record RedisQuestion(String host, int port, String password) implements Question {
    @Override
    public String toString() {
      return "redis at " + host + ":" + port; // without the password
    }
  }

  /**
   * Queries one broker. What concerns the whole cluster, topics and groups, is requested once, from
   * any broker that is alive.
   *
   * @param bootstrap {@code host:port} of this broker, as it advertises itself
   * @param brokerId its {@code node.id}
   * @param password of the user {@code lab}; empty if none is required
   */
  record KafkaQuestion(String bootstrap, int brokerId, String password) implements Question {
    @Override
    public String toString() {
      return "kafka at " + bootstrap; // without the password
    }
  }

  /**
   * Requests a service's health: 200 means up.
   *
   * @param health {@code http://127.0.0.1:PORT/health}
   */
  record HealthQuestion(URI health) implements Question {}
}
