package lab.queuetracker;

import java.util.Map;
import lab.platformtest.ServiceContract;
import lab.platformtest.ServiceUnderTest;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ServiceContractIT extends ServiceContract {
  private static final Map<String, String> STORES =
      Service.on(TestServers.postgres().newDatabase());

  private static Service service;

  @BeforeAll
  static void startOne() {
    service = Service.start(STORES);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  protected ServiceUnderTest service() {
    return service;
  }

  @Override
  protected ServiceUnderTest start(Map<String, String> settings) {
    return Service.start(STORES, settings);
  }

  @Override
  protected String path() {
    return "/api/queue/starbucks_1";
  }
}
