package lab.queuetracker.queue;

import java.util.Map;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines in PostgreSQL, with and without the cache. */
class StoredQueuesIT {
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

  /** As after the first start. */
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
}
