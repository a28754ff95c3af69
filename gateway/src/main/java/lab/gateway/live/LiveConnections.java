package lab.gateway.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * All live connections. Each holds two sockets and some memory for as long as its client likes, so
 * their number is bounded; and none ends by itself, so a stopping gateway ends them once its drain
 * is over: clients that reconnect reach another gateway.
 */
@Component
public class LiveConnections implements SmartLifecycle, MeterBinder {
  private static final Logger log = LoggerFactory.getLogger(LiveConnections.class);

  private final LiveProperties bounds;
  private final Set<Lease> leases = new HashSet<>();
  private final Map<Kind, Integer> byKind = new EnumMap<>(Kind.class);
  private final Map<Object, Integer> byClient = new HashMap<>();
  private boolean running;
  private boolean stopping;

  LiveConnections(LiveProperties bounds) {
    this.bounds = bounds;
  }

  /**
   * Admits one more connection.
   *
   * @throws ProblemException if there are too many, or the gateway is stopping
   */
  public synchronized Lease open(Kind kind, @Nullable InetSocketAddress client) {
    Object address = client == null ? null : client.getAddress();
    if (stopping) {
      throw new ProblemException(GatewayProblems.stopping());
    }
    if (leases.size() >= bounds.maxConnections()) {
      throw new ProblemException(GatewayProblems.tooManyLive(bounds.maxConnections()));
    }
    if (address != null && byClient.getOrDefault(address, 0) >= bounds.maxPerClient()) {
      throw new ProblemException(GatewayProblems.tooManyOfClient(bounds.maxPerClient()));
    }
    Lease lease = new Lease(kind, address, this::release);
    leases.add(lease);
    count(lease, 1);
    return lease;
  }

  private synchronized void release(Lease lease) {
    if (leases.remove(lease)) {
      count(lease, -1);
    }
  }

  private void count(Lease lease, int more) {
    byKind.merge(lease.kind(), more, Integer::sum);
    if (lease.client() != null) {
      byClient.merge(lease.client(), more, LiveConnections::sumOrNone);
    }
  }

  private static @Nullable Integer sumOrNone(int a, int b) {
    return a + b == 0 ? null : a + b;
  }

  /** The number of connections of a kind. */
  public synchronized int count(Kind kind) {
    return byKind.getOrDefault(kind, 0);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("lab.gateway.live.connections", this, all -> all.count(kind))
          .description("Live connections of clients")
          .tag("kind", kind.tag())
          .register(registry);
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    stopping = false;
  }

  @Override
  public void stop() {
    List<Lease> open = close();
    if (!open.isEmpty()) {
      log.info("Ends {} live connections", open.size());
    }
    open.forEach(Lease::stop);
  }

  private synchronized List<Lease> close() {
    running = false;
    stopping = true;
    return List.copyOf(leases);
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** After the drain, and before the web server waits for what is in flight. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }
}
