package lab.monitor;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis server of a cluster: INFO, and its view of the cluster and of its own slots. */
final class RedisProbe implements Probe {
  private static final int PATIENCE_MILLIS = 1000;
  private static final int FIELDS_BEFORE_SLOTS = 8;

  private final MonitoredNode node;
  private final Question.RedisQuestion question;
  private volatile @Nullable Jedis connection;

  RedisProbe(MonitoredNode node, Question.RedisQuestion question) {
    this.node = node;
    this.question = question;
  }

  @Override
  public Findings call() {
    try {
      var redis = connected();
      var info = values(redis.info());
      boolean primary = info.text("role").equals("master");
      var findings =
          new Findings(node)
              .life(info.text("run_id"))
              .put(Metric.REDIS_PRIMARY, primary)
              .put(
                  Metric.REDIS_CLUSTER_OK,
                  values(redis.clusterInfo()).text("cluster_state").equals("ok"))
              .put(Metric.REDIS_SLOTS, slots(redis.clusterNodes()))
              .put(Metric.REDIS_MEMORY, info.number("used_memory"))
              .put(Metric.REDIS_MEMORY_MAX, info.number("maxmemory"))
              .put(Metric.REDIS_CLIENTS, info.number("connected_clients"))
              .put(Metric.REDIS_COMMANDS, info.number("total_commands_processed"))
              .put(Metric.REDIS_HITS, info.number("keyspace_hits"))
              .put(Metric.REDIS_MISSES, info.number("keyspace_misses"))
              .put(Metric.REDIS_EVICTED, info.number("evicted_keys"));
      return primary
          ? findings
          : findings.put(
              Metric.REDIS_REPLICA_LINK_UP, info.text("master_link_status").equals("up"));
    } catch (JedisException e) {
      close();
      throw e;
    }
  }

  private Jedis connected() {
    var open = connection;
    if (open == null) {
      var settings =
          DefaultJedisClientConfig.builder()
              .connectionTimeoutMillis(PATIENCE_MILLIS)
              .socketTimeoutMillis(PATIENCE_MILLIS)
              .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
      if (!question.password().isEmpty()) {
        settings.password(question.password());
      }
      open = new Jedis(new HostAndPort(question.host(), question.port()), settings.build());
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** Lines of {@code key:value}. */
  private record Values(Map<String, String> byKey) {
    String text(String key) {
      String value = byKey.get(key);
      if (value == null) {
        throw new JedisException("Redis does not tell " + key);
      }
      return value;
    }

    double number(String key) {
      return Double.parseDouble(text(key));
    }
  }

  private static Values values(String lines) {
    var values = new HashMap<String, String>();
    lines
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon > 0) {
            values.put(line.substring(0, colon), line.substring(colon + 1).strip());
          }
        });
    return new Values(values);
  }

  /**
   * Counts the slots in the server's own line of {@code CLUSTER NODES}: {@code … connected 0-5460
   * 5500}.
   */
  static int slots(String clusterNodes) {
    String[] own =
        clusterNodes
            .lines()
            .filter(line -> line.contains("myself"))
            .findFirst()
            .orElse("")
            .split(" ", -1);
    int slots = 0;
    for (int i = FIELDS_BEFORE_SLOTS; i < own.length; i++) {
      if (own[i].matches("\\d+(-\\d+)?")) { // in brackets: a slot that is migrating to another node
        String[] range = own[i].split("-", -1);
        slots += Integer.parseInt(range[range.length - 1]) - Integer.parseInt(range[0]) + 1;
      }
    }
    return slots;
  }
}
