package lab.platform.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the Redis Cluster. It is opened in the background, with retries for as long as
 * it takes, so that a Redis that is down prevents a service neither from starting nor from serving.
 *
 * <p>Failover of a Redis primary is detected within half a second by what Lettuce calls adaptive
 * triggers (a lost connection, a MOVED); if the primary hangs rather than dies, because commands
 * are not answered: then the topology is read again, once a second. While a node is not connected,
 * commands to it fail at once instead of queueing.
 */
final class RedisConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final Duration RECONNECT = Duration.ofMillis(100);
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
  private static final Duration TOPOLOGY_TIMEOUT = Duration.ofSeconds(1);
  private static final long SUSPICION_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MAX_QUEUED_COMMANDS = 2000;

  private final RedisProperties properties;
  private final ClientResources resources;
  private final RedisClusterClient client;
  private final Reconnects reconnects;
  private volatile @Nullable StatefulRedisClusterConnection<String, String> connection;
  private volatile boolean closed;
  private final AtomicLong suspected = new AtomicLong(System.nanoTime() - SUSPICION_NANOS);

  RedisConnection(RedisProperties properties) {
    this.properties = properties;
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(RECONNECT))
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    this.client = RedisClusterClient.create(resources, uris(properties));
    client.setOptions(options(properties));
    this.reconnects = Reconnects.watch(resources.eventBus());
    Thread.ofVirtual().name("redis-connect").start(this::connect);
  }

  /** Null until the first connection. */
  @Nullable RedisAdvancedClusterAsyncCommands<String, String> commands() {
    var current = connection;
    return current == null ? null : current.async();
  }

  /** A command failed: has the topology read again, at most once a second. */
  void suspect() {
    long now = System.nanoTime();
    long last = suspected.get();
    if (!closed
        && connection != null
        && now - last >= SUSPICION_NANOS
        && suspected.compareAndSet(last, now)) {
      var _ = client.refreshPartitionsAsync();
    }
  }

  void onReconnect(Runnable action) {
    reconnects.add(action);
  }

  @Override
  public void close() {
    closed = true;
    client.shutdown(0, 1, TimeUnit.SECONDS);
    var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private void connect() {
    boolean told = false;
    while (!closed) {
      try {
        connection = client.connect();
        log.info("connected to Redis at {}", properties.nodes());
        return;
      } catch (RuntimeException e) {
        if (!told && !closed) {
          log.warn("Redis does not answer at {}; continuing without it", properties.nodes());
          told = true;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private static List<RedisURI> uris(RedisProperties properties) {
    return properties.nodes().stream()
        .map(node -> {
          int colon = node.lastIndexOf(':');
          var uri =
              RedisURI.builder()
                  .withHost(node.substring(0, colon))
                  .withPort(Integer.parseInt(node.substring(colon + 1)))
                  .withTimeout(TOPOLOGY_TIMEOUT);
          String password = properties.password();
          return (password.isEmpty() ? uri : uri.withPassword(password.toCharArray())).build();
        })
        .toList();
  }

  private static ClusterClientOptions options(RedisProperties properties) {
    var refresh =
        ClusterTopologyRefreshOptions.builder()
            .enablePeriodicRefresh(properties.topologyRefresh())
            .adaptiveRefreshTriggersTimeout(Duration.ofMillis(250))
            .refreshTriggersReconnectAttempts(1)
            .dynamicRefreshSources(false)
            .build();
    return ClusterClientOptions.builder()
        .topologyRefreshOptions(refresh)
        .validateClusterNodeMembership(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_QUEUED_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
        .timeoutOptions(TimeoutOptions.enabled(CONNECT_TIMEOUT))
        .build();
  }
}
