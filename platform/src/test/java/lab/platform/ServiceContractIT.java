package lab.platform;

import java.util.Map;
import lab.platform.testing.SomeService;
import lab.platformtest.ServiceContract;

/** The contract that a service with nothing but the platform keeps. */
class ServiceContractIT extends ServiceContract<SomeService> {
  private static final Map<String, String> STORES = SomeService.stores();

  @Override
  protected SomeService start(Map<String, String> settings) {
    return SomeService.start(STORES, settings);
  }

  @Override
  protected String path(SomeService service) {
    return "/things/a";
  }
}
