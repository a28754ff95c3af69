package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.gateway.discovery.DiscoveryProperties;
import lab.gateway.entry.LimitProperties;
import lab.gateway.health.HealthCheckProperties;
import lab.gateway.live.Kind;
import lab.gateway.live.LiveProperties;
import lab.gateway.routing.ClientProperties;
import lab.gateway.routing.RetryProperties;
import lab.gateway.routing.RouteProperties;
import lab.gateway.upstream.EjectionProperties;
import lab.gateway.upstream.UpstreamProperties;
import lab.gateway.upstream.UpstreamProperties.ServiceProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Pins the names and defaults of all settings. */
class SettingsTest {
  private final ApplicationContextRunner defaults =
      new ApplicationContextRunner().withUserConfiguration(AllProperties.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({
    UpstreamProperties.class,
    EjectionProperties.class,
    HealthCheckProperties.class,
    DiscoveryProperties.class,
    RetryProperties.class,
    RouteProperties.class,
    ClientProperties.class,
    LimitProperties.class,
    LiveProperties.class
  })
  static class AllProperties {}

  @Test
  void the_defaults() {
    defaults.run(context -> {
      assertThat(context.getBean(UpstreamProperties.class))
          .isEqualTo(new UpstreamProperties(Map.of(), Duration.ofSeconds(5)));
      assertThat(context.getBean(RouteProperties.class).routes()).isEmpty();
      assertThat(context.getBean(EjectionProperties.class))
          .isEqualTo(
              new EjectionProperties(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(30)));
      assertThat(context.getBean(HealthCheckProperties.class))
          .isEqualTo(
              new HealthCheckProperties(
                  true,
                  Duration.ofMillis(250),
                  Duration.ofSeconds(2),
                  Duration.ofMillis(500),
                  "/health"));
      assertThat(context.getBean(DiscoveryProperties.class))
          .isEqualTo(new DiscoveryProperties(Duration.ofMillis(500), Duration.ofSeconds(1), null));
      assertThat(context.getBean(RetryProperties.class))
          .isEqualTo(new RetryProperties(true, 2, new RetryProperties.Budget(0.2, 10, 500)));
      assertThat(context.getBean(ClientProperties.class))
          .isEqualTo(
              new ClientProperties(
                  Duration.ofMillis(300),
                  200,
                  800,
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(30)));
      assertThat(context.getBean(LimitProperties.class))
          .isEqualTo(
              new LimitProperties(
                  DataSize.ofKilobytes(64), DataSize.ofKilobytes(8), DataSize.ofKilobytes(16)));
      assertThat(context.getBean(LiveProperties.class))
          .isEqualTo(
              new LiveProperties(2500, 2500, Duration.ofSeconds(45), DataSize.ofKilobytes(64)));
    });
  }

  @Test
  void every_name() {
    defaults
        .withPropertyValues(
            "lab.gateway.services.s.instances[0].id=s-1",
            "lab.gateway.services.s.instances[0].uri=http://127.0.0.1:9001",
            "lab.gateway.services.t.dns.host=t.example",
            "lab.gateway.services.t.dns.port=9002",
            "lab.gateway.services.u.dns.host=u",
            "lab.gateway.slow-start=1s",
            "lab.gateway.discovery.interval=300ms",
            "lab.gateway.discovery.timeout=400ms",
            "lab.gateway.discovery.nameserver=127.0.0.11:53",
            "lab.gateway.health-check.enabled=false",
            "lab.gateway.health-check.interval=100ms",
            "lab.gateway.health-check.idle-interval=5s",
            "lab.gateway.health-check.timeout=200ms",
            "lab.gateway.health-check.path=/up",
            "lab.gateway.ejection.enabled=false",
            "lab.gateway.ejection.consecutive-failures=5",
            "lab.gateway.ejection.base-duration=3s",
            "lab.gateway.ejection.max-duration=1m",
            "lab.gateway.retry.enabled=false",
            "lab.gateway.retry.max=1",
            "lab.gateway.retry.budget.ratio=0.1",
            "lab.gateway.retry.budget.min-per-second=1",
            "lab.gateway.retry.budget.burst=10",
            "lab.gateway.routes.r.paths=/r",
            "lab.gateway.routes.r.service=s",
            "lab.gateway.routes.r.timeout=3s",
            "lab.gateway.routes.r.try-timeout=2s",
            "lab.gateway.routes.r.live=sse",
            "lab.gateway.routes.r.reads-query=false",
            "lab.gateway.live.max-connections=9",
            "lab.gateway.live.max-per-client=8",
            "lab.gateway.live.silence=7s",
            "lab.gateway.live.max-frame=6KB",
            "lab.gateway.client.connect-timeout=1ms",
            "lab.gateway.client.max-connections=7",
            "lab.gateway.client.max-pending=8",
            "lab.gateway.client.acquire-timeout=2ms",
            "lab.gateway.client.max-idle-time=3ms",
            "lab.gateway.client.read-timeout=4ms",
            "lab.gateway.limits.body=1KB",
            "lab.gateway.limits.request-line=2KB",
            "lab.gateway.limits.headers=3KB")
        .run(context -> {
          assertThat(context.getBean(UpstreamProperties.class).services())
              .containsOnly(
                  Map.entry("s", configured("s-1", "http://127.0.0.1:9001")),
                  Map.entry("t", foundByDns("t.example", 9002)),
                  Map.entry("u", foundByDns("u", 8080)));
          assertThat(context.getBean(DiscoveryProperties.class))
              .isEqualTo(
                  new DiscoveryProperties(
                      Duration.ofMillis(300), Duration.ofMillis(400), "127.0.0.11:53"));
          assertThat(context.getBean(HealthCheckProperties.class))
              .isEqualTo(
                  new HealthCheckProperties(
                      false,
                      Duration.ofMillis(100),
                      Duration.ofSeconds(5),
                      Duration.ofMillis(200),
                      "/up"));
          assertThat(context.getBean(EjectionProperties.class))
              .isEqualTo(
                  new EjectionProperties(false, 5, Duration.ofSeconds(3), Duration.ofMinutes(1)));
          assertThat(context.getBean(RetryProperties.class))
              .isEqualTo(new RetryProperties(false, 1, new RetryProperties.Budget(0.1, 1, 10)));
          assertThat(context.getBean(RouteProperties.class).routes().get("r"))
              .isEqualTo(
                  new RouteProperties.RouteSpec(
                      List.of("/r"),
                      "s",
                      Duration.ofSeconds(3),
                      Duration.ofSeconds(2),
                      Kind.SSE,
                      false));
          assertThat(context.getBean(LiveProperties.class))
              .isEqualTo(new LiveProperties(9, 8, Duration.ofSeconds(7), DataSize.ofKilobytes(6)));
          assertThat(context.getBean(ClientProperties.class))
              .isEqualTo(
                  new ClientProperties(
                      Duration.ofMillis(1),
                      7,
                      8,
                      Duration.ofMillis(2),
                      Duration.ofMillis(3),
                      Duration.ofMillis(4)));
          assertThat(context.getBean(LimitProperties.class))
              .isEqualTo(
                  new LimitProperties(
                      DataSize.ofKilobytes(1), DataSize.ofKilobytes(2), DataSize.ofKilobytes(3)));
        });
  }

  private static ServiceProperties configured(String id, String uri) {
    return new ServiceProperties(
        List.of(new UpstreamProperties.InstanceProperties(id, URI.create(uri))), null);
  }

  private static ServiceProperties foundByDns(String host, int port) {
    return new ServiceProperties(List.of(), new UpstreamProperties.DnsProperties(host, port));
  }

  @Test
  void a_service_has_its_instances_from_one_source() {
    defaults
        .withPropertyValues(
            "lab.gateway.services.s.instances[0].id=s-1",
            "lab.gateway.services.s.instances[0].uri=http://127.0.0.1:9001",
            "lab.gateway.services.s.dns.host=s")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage(
                    "lab.gateway.services.s has both lab.gateway.services.s.instances and"
                        + " lab.gateway.services.s.dns: give one of them"));
    defaults
        .withPropertyValues("lab.gateway.services.s.instances=")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage(
                    "lab.gateway.services.s has no instances: give"
                        + " lab.gateway.services.s.instances or lab.gateway.services.s.dns.host"));
  }

  @Test
  void nonsense_is_refused_at_the_start() {
    for (String nonsense :
        List.of(
            "lab.gateway.services.s.instances[0].id=s-1",
            "lab.gateway.services.s.dns.host=",
            "lab.gateway.services.s.dns.host=http://s",
            "lab.gateway.services.s.dns.port=8080",
            "lab.gateway.discovery.interval=0s",
            "lab.gateway.discovery.timeout=0s",
            "lab.gateway.discovery.nameserver=dns://127.0.0.11",
            "lab.gateway.health-check.interval=0s",
            "lab.gateway.retry.budget.ratio=2",
            "lab.gateway.retry.max=-1",
            "lab.gateway.live.max-connections=0",
            "lab.gateway.live.silence=0s",
            "lab.gateway.routes.follow.live=nonsense",
            "lab.gateway.routes.r.service=s",
            "lab.gateway.ejection.consecutive-failures=0")) {
      defaults
          .withPropertyValues(nonsense)
          .run(context -> assertThat(context).as(nonsense).hasFailed());
    }
  }
}
