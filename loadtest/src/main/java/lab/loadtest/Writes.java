package lab.loadtest;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lab.loadtest.Arrival.Write;
import tools.jackson.databind.json.JsonMapper;

/** New URLs to shorten, each with its own idempotency key, never used by another run. */
final class Writes {
  private record Body(String url) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong count = new AtomicLong();

  Write next() {
    long n = count.incrementAndGet();
    return new Write("https://example.com/" + run + "/articles/" + n, "load-" + run + "-" + n);
  }

  static String body(Write write) {
    return JSON.writeValueAsString(new Body(write.url()));
  }
}
