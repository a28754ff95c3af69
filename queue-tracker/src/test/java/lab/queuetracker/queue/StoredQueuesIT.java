package lab.queuetracker.queue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import lab.platform.redis.Redis;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines in PostgreSQL, with and without the cache. */
class StoredQueuesIT {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private static Service service;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() {
    var database = TestServers.postgres().newDatabase();
    service = Service.start(Service.on(database), Map.of("lab.queues.cache", "off"));
    jdbc = service.bean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** In the state after the first start. */
  private static PostgresQueues emptied() {
    jdbc.sql("TRUNCATE ticket, queue, outbox").update();
    var queues = (PostgresQueues) service.bean(Queues.class);
    queues.addPlaces();
    return queues;
  }

  @Nested
  class InPostgres extends QueuesContract {
    @Override
    Queues make() {
      return emptied();
    }
  }

  @Nested
  class BehindTheCache extends QueuesContract {
    private static int count;

    @Override
    Queues make() {
      var ownKeys =
          new QueueProperties(
              5, QueueProperties.CachePolicy.INVALIDATE, "contract-" + ++count + ":", A_MINUTE);
      var cache = new LineCache(service.bean(Redis.class), ownKeys);
      return new CachedQueues(emptied(), cache, new CacheMetrics(new SimpleMeterRegistry()));
    }
  }
}
