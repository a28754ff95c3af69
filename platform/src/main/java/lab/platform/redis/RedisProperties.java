package lab.platform.redis;

import java.time.Duration;
import java.util.List;
import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Redis Cluster.
 *
 * @param nodes {@code host:port} of some of its nodes, preferably all; there is no default
 * @param password empty if the cluster requires none
 * @param commandTimeout how long a request waits for Redis
 * @param topologyRefresh how often the cluster's topology is read although nothing looks wrong
 */
@ConfigurationProperties("lab.redis")
record RedisProperties(
    @DefaultValue List<String> nodes,
    @DefaultValue("") String password,
    @DefaultValue("50ms") Duration commandTimeout,
    @DefaultValue("30s") Duration topologyRefresh) {
  RedisProperties {
    if (nodes.isEmpty() || !nodes.stream().allMatch(node -> node.matches("[^:\\s]+:\\d{1,5}"))) {
      throw new StartupRefusedException(
          nodes.isEmpty()
              ? "lab.redis.nodes is not set."
              : "lab.redis.nodes is '" + String.join(",", nodes) + "'.",
          "Set it to the nodes of the Redis Cluster, as in 127.0.0.1:7001,127.0.0.1:7002.");
    }
  }
}
