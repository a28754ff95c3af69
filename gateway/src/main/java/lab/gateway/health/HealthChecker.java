package lab.gateway.health;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Probe;
import lab.gateway.upstream.Service;
import lab.gateway.upstream.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.AddressUtils;

/**
 * Requests each instance's health, over a new connection each time: an instance that has stopped
 * listening is detected at once, though its old connections may still work. While a service has no
 * requests to lose, its instances are checked less often, so that an idle lab costs little.
 */
@Component
class HealthChecker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(HealthChecker.class);
  private static final double JITTER = 0.1;
  private static final int PATIENT = 10;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Services services;
  private final HealthCheckProperties properties;
  private final ConnectionProvider upstreamConnections;
  private final HttpClient client;
  private final Map<Instance, Disposable> checks = new ConcurrentHashMap<>();
  private Disposable membership = Disposables.disposed();
  private volatile boolean running;

  HealthChecker(
      Services services, HealthCheckProperties properties, ConnectionProvider upstreamConnections) {
    this.services = services;
    this.upstreamConnections = upstreamConnections;
    this.properties = properties;
    this.client = HttpClient.create(ConnectionProvider.newConnection()).disableRetry(true);
  }

  @Override
  public synchronized void start() {
    membership = services.listen(this::follow);
    running = true;
  }

  @Override
  public synchronized void stop() {
    membership.dispose();
    checks.values().forEach(Disposable::dispose);
    checks.clear();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Runs before the server starts and until it has stopped: a draining gateway still routes. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void follow(Service service, List<Instance> joined, List<Instance> left) {
    for (Instance instance : left) {
      Disposable check = checks.remove(instance);
      if (check != null) {
        check.dispose();
      }
      drop(instance.uri());
    }
    if (properties.enabled()) {
      joined.forEach(instance -> checks.put(instance, watch(service, instance)));
    }
  }

  private Disposable watch(Service service, Instance instance) {
    return check(instance, properties.timeout().multipliedBy(PATIENT))
        .doOnNext(probe -> note(service, instance, probe))
        .thenMany(
            Mono.defer(() -> Mono.delay(pause(service, instance)))
                .then(Mono.defer(() -> check(instance, patience(instance))))
                .doOnNext(probe -> note(service, instance, probe))
                .repeat())
        .subscribe();
  }

  /**
   * Longer for the first check, because of class loading, and until an instance has passed one:
   * what gets no requests yet may be slow, and on a machine short of CPU a whole service would
   * otherwise stay out of use for as long as its instances start.
   */
  private Duration patience(Instance instance) {
    boolean joining = instance.state() instanceof Instance.State.Joining;
    return properties.timeout().multipliedBy(joining ? PATIENT : 1);
  }

  private Mono<Probe> check(Instance instance, Duration timeout) {
    return client
        .get()
        .uri(instance.uri().resolve(properties.path()))
        .responseSingle((response, body) -> body.then(Mono.just(judge(response.status().code()))))
        .timeout(timeout)
        .onErrorResume(e -> Mono.just(judge(e)));
  }

  private static Probe judge(int status) {
    if (status == 503) {
      return new Probe.Draining();
    }
    return status / 100 == 2 ? new Probe.Passed() : new Probe.Failed();
  }

  private static Probe judge(Throwable error) {
    return error instanceof ConnectException && !(error instanceof ConnectTimeoutException)
        ? new Probe.Refused()
        : new Probe.Failed();
  }

  private void note(Service service, Instance instance, Probe probe) {
    if (!instance.probed(probe)) {
      return;
    }
    if (probe instanceof Probe.Passed) {
      log.info("{} of {} is up", instance, service.name());
    } else {
      log.info("{} of {} is down: {}", instance, service.name(), probe);
      drop(instance.uri());
    }
  }

  /** Closes the idle connections to it now, and the active ones when their requests are done. */
  private void drop(URI uri) {
    upstreamConnections.disposeWhen(AddressUtils.createUnresolved(uri.getHost(), uri.getPort()));
  }

  private Duration pause(Service service, Instance instance) {
    boolean idle = instance.isEligible() && service.idleFor().compareTo(IDLE) > 0;
    Duration interval = idle ? properties.idleInterval() : properties.interval();
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofNanos((long) (interval.toNanos() * factor));
  }
}
