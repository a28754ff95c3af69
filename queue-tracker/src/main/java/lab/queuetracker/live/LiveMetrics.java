package lab.queuetracker.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import lab.platform.metrics.Latency;
import org.springframework.stereotype.Component;

/** The metrics of live updates. */
@Component
final class LiveMetrics {
  private final Clock clock;
  private final Map<Transport, AtomicInteger> connections = new EnumMap<>(Transport.class);
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final Counter sent;
  private final Counter coalesced;
  private final Timer delay;

  LiveMetrics(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    for (Transport transport : Transport.values()) {
      var open = new AtomicInteger();
      connections.put(transport, open);
      Gauge.builder("lab.live.connections", open, AtomicInteger::get)
          .description("Subscribers that are connected")
          .tag("transport", transport.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
    Gauge.builder("lab.live.subscriptions", subscriptions, AtomicInteger::get)
        .description("Lines followed, summed over the subscribers")
        .register(meters);
    this.sent = counter(meters, "sent");
    this.coalesced = counter(meters, "coalesced");
    this.delay =
        Latency.timer("lab.live.delay")
            .description("From a change to its being handed to a subscriber's connection")
            .register(meters);
  }

  void connected(Transport transport, int change) {
    Objects.requireNonNull(connections.get(transport)).addAndGet(change);
  }

  void subscribed(int change) {
    subscriptions.addAndGet(change);
  }

  int subscriptions() {
    return subscriptions.get();
  }

  void sent(List<Update> updates) {
    var now = clock.instant();
    for (Update update : updates) {
      sent.increment();
      coalesced.increment((double) update.coalesced());
      if (!update.snapshot()) {
        delay.record(Duration.between(update.at(), now));
      }
    }
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("lab.live.updates")
        .description("Changes on their way to subscribers, by what became of them")
        .tag("result", result)
        .register(meters);
  }
}
