package lab.urlshortener.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import lab.platform.tracing.Tracing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaAwayTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Nothing listens on port 1. */
  private final KafkaClicks clicks =
      new KafkaClicks(
          new ClickProperties("127.0.0.1:1", "", "clicks", 1, 100, Duration.ofMillis(200)),
          Clock.systemUTC(),
          meters,
          Tracing.off(),
          "url-shortener-1");

  @Test
  @Timeout(30)
  void drops_what_does_not_fit_and_still_stops_in_time() {
    clicks.start();
    assertThatCode(
            () -> {
              for (int i = 0; i < 1000; i++) {
                clicks.clicked("abc1234", null);
              }
            })
        .doesNotThrowAnyException();
    assertThat(dropped()).isEqualTo(900);

    clicks.stop();
    assertThat(clicks.isRunning()).isFalse();
    assertThat(dropped()).isEqualTo(1000);
  }

  private double dropped() {
    return meters.counter("lab.clicks", "result", "dropped").count();
  }
}
