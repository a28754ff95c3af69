package lab.urlshortener;

import java.util.Map;
import lab.platformtest.ServiceContract;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;

class ServiceContractIT extends ServiceContract<Service> {
  private static final Map<String, String> STORES = Stores.settings();

  @Override
  protected Service start(Map<String, String> settings) {
    return Service.start(STORES, settings);
  }

  @Override
  protected String path(Service service) {
    return "/api/links/" + service.shorten("https://example.com/");
  }
}
