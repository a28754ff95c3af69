package lab.platform;

import java.util.Map;
import lab.platform.testing.SomeService;
import lab.platformtest.ServiceContract;
import lab.platformtest.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a service that has nothing but the platform keeps to. */
class ServiceContractIT extends ServiceContract {
  private static final Map<String, String> STORES = SomeService.stores();

  private static SomeService service;

  @BeforeAll
  static void startOne() {
    service = SomeService.start(STORES);
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
    return SomeService.start(STORES, settings);
  }

  @Override
  protected String path() {
    return "/things/a";
  }
}
