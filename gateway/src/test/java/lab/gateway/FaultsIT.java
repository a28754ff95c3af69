package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see while instances die, hang and restart: nothing. */
class FaultsIT {
  private static final int RATE = 300;
  private static final int WARM_UP = 300;
  private static final int DURING = 400;

  private static UpstreamProcess one;
  private static UpstreamProcess two;

  private Gateway gateway;
  private OpenLoad load;

  @BeforeAll
  static void startInstances() throws IOException {
    one = new UpstreamProcess("one");
    two = new UpstreamProcess("two");
  }

  @AfterAll
  static void stopInstances() {
    one.close();
    two.close();
  }

  @BeforeEach
  void nothing() {
    load = null;
  }

  @AfterEach
  void stop() {
    if (load != null) {
      load.close();
    }
    gateway.close();
  }

  private void gatewayWith(String... properties) throws IOException {
    Map<String, URI> instances = Map.of(one.id(), one.uri(), two.id(), two.uri());
    gateway = Gateway.start(instances, properties);
    gateway.awaitAllUp();
  }

  private void underLoad(int redirectsFirst) {
    load = new OpenLoad(RATE, () -> HttpRequest.newBuilder(gateway.uri("/abc1234")));
    load.awaitRedirects(redirectsFirst);
  }

  @Test
  void no_read_fails_when_an_instance_is_killed_and_comes_back() throws Exception {
    gatewayWith();
    underLoad(WARM_UP);
    one.kill();
    load.awaitRedirects(DURING);
    assertThat(gateway.instance("one").isEligible()).isFalse();
    one.restart();
    gateway.awaitAllUp();
    load.awaitRedirects(DURING);
    load.assertNothingFailed();
  }

  @Test
  void no_read_fails_when_an_instance_hangs() throws Exception {
    gatewayWith();
    underLoad(WARM_UP);
    one.pause();
    try {
      await().until(() -> !gateway.instance("one").isEligible());
      load.awaitRedirects(DURING);
    } finally {
      one.resume();
    }
    gateway.awaitAllUp();
    load.awaitRedirects(DURING);
    load.assertNothingFailed();
  }

  /** Twenty a second that every instance answers with 500; none of the others fails. */
  @Test
  void no_read_fails_beside_requests_that_fail_everywhere() throws Exception {
    gatewayWith();
    try (OpenLoad poison = new OpenLoad(20, () -> gateway.request("/poison1"))) {
      underLoad(WARM_UP);
      await().atMost(Duration.ofSeconds(30)).until(() -> poison.count(500) > 40);
      load.awaitRedirects(DURING);
      assertThat(gateway.actuator("/prometheus"))
          .doesNotContainPattern("lab_gateway_ejections_total\\{.*} [1-9]");
      assertThat(poison.stop()).containsOnlyKeys("500");
    }
    load.assertNothingFailed();
  }

  @Test
  void a_rolling_restart_fails_nothing_not_even_writes() throws Exception {
    gatewayWith();
    AtomicInteger turn = new AtomicInteger();
    load =
        new OpenLoad(
            RATE,
            () ->
                turn.getAndIncrement() % 10 == 0
                    ? gateway.request("/api/links").POST(HttpRequest.BodyPublishers.ofString("{}"))
                    : gateway.request("/abc1234"));
    load.awaitRedirects(WARM_UP);
    for (UpstreamProcess instance : new UpstreamProcess[] {one, two}) {
      instance.terminate();
      instance.restart();
      gateway.awaitAllUp();
    }
    load.awaitRedirects(WARM_UP);
    load.assertNothingFailed();
  }

  @Test
  void with_everything_off_a_killed_instance_is_seen() throws Exception {
    gatewayWith(
        "lab.gateway.health-check.enabled=false",
        "lab.gateway.ejection.enabled=false",
        "lab.gateway.retry.enabled=false");
    underLoad(WARM_UP);
    one.kill();
    try {
      load.awaitRedirects(DURING);
      assertThat(load.count(502)).isGreaterThan(20);
    } finally {
      one.restart();
    }
    load.awaitRedirects(DURING);
  }
}
