package lab.monitor;

import java.net.URI;

/** What the monitor asks a node. The node is up if it answers. */
public sealed interface Question {
  /**
   * Asks PostgreSQL, by SQL.
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
   * Asks one Redis server, by {@code INFO} and {@code CLUSTER}.
   *
   * @param password empty if it asks for none
   */
  record RedisQuestion(String host, int port, String password) implements Question {
    @Override
    public String toString() {
      return "redis at " + host + ":" + port; // without the password
    }
  }

  /**
   * Asks one broker. What is told of the whole cluster, topics and groups, is asked once, of any
   * broker that lives.
   *
   * @param bootstrap {@code host:port} of this broker, as it advertises itself
   * @param brokerId its {@code node.id}
   * @param password of the user {@code lab}; empty if it asks for none
   */
  record KafkaQuestion(String bootstrap, int brokerId, String password) implements Question {
    @Override
    public String toString() {
      return "kafka at " + bootstrap; // without the password
    }
  }

  /**
   * Asks a service whether it is healthy: up is 200.
   *
   * @param health {@code http://127.0.0.1:PORT/health}
   */
  record HealthQuestion(URI health) implements Question {}
}
