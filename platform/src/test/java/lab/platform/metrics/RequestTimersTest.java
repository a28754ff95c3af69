package lab.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RequestTimersTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RequestTimers timers = new RequestTimers(meters);

  @Test
  void countsByMethodRouteAndStatus() {
    timers.record("GET", "/{code}", 302, 1_000_000);
    timers.record("GET", "/{code}", 302, 2_000_000);
    timers.record("GET", "/{code}", 503, 1_000_000);

    var found = meters.get("http.server.requests").tags("uri", "/{code}", "status", "302");
    assertThat(found.tag("outcome", "REDIRECTION").timer().count()).isEqualTo(2);
    assertThat(meters.get("http.server.requests").tag("outcome", "SERVER_ERROR").timer().count())
        .isOne();
  }

  @Test
  void anUnknownMethodGetsNoTimerOfItsOwn() {
    for (int i = 0; i < 100; i++) {
      timers.record(String.format(Locale.ROOT, "X%d", i), "/", 400, 1);
    }

    assertThat(meters.find("http.server.requests").timers()).hasSize(1);
    assertThat(meters.get("http.server.requests").tag("method", "OTHER").timer().count())
        .isEqualTo(100);
  }

  @Test
  void onlyPromisedMetricsAreKept() {
    meters.config().meterFilter(new MetricsAutoConfiguration().contract());

    meters.counter("kafka.producer.whatever").increment();
    meters.counter("lab.links").increment();

    assertThat(meters.getMeters())
        .extracting(meter -> meter.getId().getName())
        .containsExactly("lab.links");
  }
}
