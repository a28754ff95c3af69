package lab.queuetracker;

import java.util.Map;
import lab.platformtest.ServiceContract;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;

class ServiceContractIT extends ServiceContract<Service> {
  private static final Map<String, String> STORES =
      Service.on(TestServers.postgres().newDatabase());

  @Override
  protected Service start(Map<String, String> settings) {
    return Service.start(STORES, settings);
  }

  @Override
  protected String path(Service service) {
    return "/api/queue/starbucks_1";
  }
}
