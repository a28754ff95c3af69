package lab.gateway.discovery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import lab.gateway.health.HealthCheckProperties;
import lab.gateway.upstream.Services;
import lab.gateway.upstream.UpstreamProperties;
import lab.gateway.upstream.UpstreamProperties.DnsProperties;
import lab.gateway.upstream.UpstreamProperties.ServiceProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Polls DNS for the instances of every service that has a DNS name, for as long as the gateway
 * runs. The gateway does not wait for an answer: until the first, such a service has no instance.
 */
@Component
class DnsDiscovery implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DnsDiscovery.class);

  private final UpstreamProperties upstream;
  private final DiscoveryProperties properties;
  private final HealthCheckProperties checks;
  private final Services services;
  private final Meter.MeterProvider<Counter> answers;
  private Disposable.Composite questions = Disposables.composite();
  private @Nullable Dns dns;
  private volatile boolean running;

  DnsDiscovery(
      UpstreamProperties upstream,
      DiscoveryProperties properties,
      HealthCheckProperties checks,
      Services services,
      MeterRegistry registry) {
    this.upstream = upstream;
    this.properties = properties;
    this.checks = checks;
    this.services = services;
    this.answers =
        Counter.builder("lab.gateway.discovery.answers")
            .description("Answers to lookups of instances, by outcome")
            .withRegistry(registry);
  }

  @Override
  public synchronized void start() {
    questions = Disposables.composite();
    upstream.services().forEach(this::start);
    running = true;
  }

  private void start(String name, ServiceProperties service) {
    DnsProperties where = service.dns();
    if (where == null) {
      return;
    }
    if (dns == null) {
      dns = new Dns(properties);
    }
    boolean trusted = !checks.enabled();
    var followed = new Followed(services.get(name), where, trusted, dns, services, answers);
    questions.add(keepAsking(followed));
  }

  private Disposable keepAsking(Followed service) {
    return Mono.defer(service::ask)
        .doOnError(e -> log.error("The answer of DNS could not be applied", e))
        .onErrorComplete()
        .then(Mono.delay(properties.interval()))
        .repeat()
        .subscribe();
  }

  @Override
  public synchronized void stop() {
    questions.dispose();
    if (dns != null) {
      dns.close();
      dns = null;
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts after the health checks, which are told of new instances, and before the server. */
  @Override
  public int getPhase() {
    return 1;
  }
}
