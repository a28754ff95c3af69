package lab.queuetracker.queue;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import lab.platform.outbox.OutboxSignal;
import lab.platform.postgres.Postgres;
import lab.platform.redis.Redis;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.place.Place;
import lab.queuetracker.place.Places;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Where the lines are stored, by phase. */
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {
  @Bean
  Catalogue places(QueueProperties properties) {
    return new Catalogue(Places.of(properties.places()));
  }

  @Configuration(proxyBeanMethods = false)
  @Profile("phase-1")
  static class InMemory {
    @Bean
    Queues queues(Catalogue places, Clock clock, List<ChangeListener> listeners) {
      return new MemoryQueues(
          places, clock, change -> listeners.forEach(listener -> listener.changed(change)));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Profile("!phase-1")
  static class InPostgres {
    @Bean
    LineCache lineCache(Redis redis, QueueProperties properties) {
      return new LineCache(redis, properties);
    }

    @Bean
    OutboxSignal outboxSignal() {
      return new OutboxSignal();
    }

    /** After a gap in the stream, PostgreSQL has the current versions. */
    @Bean
    GapListener versionsAfterGap(LineCache cache, Queues queues, Catalogue places) {
      var locations = places.all().stream().map(Place::location).toList();
      return () -> queues.all(locations).forEach(cache::heard);
    }

    @Bean
    Queues queues(
        Catalogue places,
        Postgres postgres,
        LineCache cache,
        OutboxSignal outbox,
        QueueProperties properties,
        Clock clock,
        MeterRegistry meters) {
      var truth = new PostgresQueues(postgres, places, clock, outbox);
      truth.addPlaces();
      return properties.cache() == QueueProperties.CachePolicy.OFF
          ? truth
          : new CachedQueues(truth, cache, new CacheMetrics(meters));
    }
  }
}
