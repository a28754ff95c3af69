package lab.loadtest;

import java.util.Optional;
import lab.loadtest.Plan.Live;

/** Small plans for tests. */
final class Plans {
  private Plans() {}

  static Plan plan(String baseUrl, double rate, long durationMillis) {
    return plan(baseUrl, rate, durationMillis, Optional.empty());
  }

  static Plan plan(String baseUrl, double rate, long durationMillis, Optional<Live> live) {
    return new Plan(baseUrl, rate, 1000, durationMillis, 20, 1.0, 10, 60_000, 100, 100, 1, live);
  }

  static Plan plan() {
    return plan("http://127.0.0.1:1", 100, 2000);
  }
}
