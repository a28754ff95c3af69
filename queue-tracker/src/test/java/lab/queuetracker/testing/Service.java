package lab.queuetracker.testing;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lab.platformtest.PostgresUnderTest.Database;
import lab.platformtest.ServiceUnderTest;
import lab.queuetracker.QueueTrackerApplication;

/** One instance of the service, with helpers for its tests. */
public final class Service extends ServiceUnderTest {
  private Service(List<Map<String, String>> settings) {
    super(QueueTrackerApplication.class, "queue-tracker", settings);
  }

  @SafeVarargs
  public static Service start(Map<String, String>... settings) {
    var all = new ArrayList<Map<String, String>>();
    for (var some : settings) {
      all.add(some);
    }
    return new Service(all);
  }

  /** Settings for the first phase, which needs no servers. */
  public static Map<String, String> inMemory() {
    return Map.of("spring.profiles.active", "phase-1");
  }

  /** Settings for the shared real servers, with a database and a topic of its own. */
  public static Map<String, String> on(Database database) {
    byte[] name = database.url().getBytes(StandardCharsets.UTF_8);
    String topic = "changes-" + UUID.nameUUIDFromBytes(name);
    var settings = new HashMap<>(stores(database));
    settings.put("spring.profiles.active", "phase-2");
    settings.put("lab.stream.topic", topic);
    settings.put("lab.analytics.group", "analytics-of-" + topic);
    return settings;
  }

  /** Without a body. */
  public HttpResponse<String> post(String path) {
    return send("POST", path);
  }
}
