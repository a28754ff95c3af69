package lab.urlshortener;

import java.util.Map;
import lab.platformtest.ServiceContract;
import lab.platformtest.ServiceUnderTest;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ServiceContractIT extends ServiceContract {
  private static final Map<String, String> STORES = Stores.settings();

  private static Service service;
  private static String path;

  @BeforeAll
  static void startOne() {
    service = Service.start(STORES);
    path = "/api/links/" + service.shorten("https://example.com/");
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
    return path;
  }
}
