package lab.runner.compose;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Switches Patroni's automatic failover, which promotes the standby when the primary is gone, on or
 * off.
 */
final class Patroni {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FAILOVER = "failover";

  private Patroni() {}

  /**
   * @param properties {@code failover} is {@code on} (the default) or {@code off}
   */
  static void configure(Docker docker, List<Container> containers, Map<String, String> properties) {
    String failover = properties.getOrDefault(FAILOVER, "on");
    boolean known = properties.isEmpty() || properties.keySet().equals(Set.of(FAILOVER));
    if (!known || !List.of("on", "off").contains(failover)) {
      throw new ComposeTrouble(
          "postgres can be configured with failover: on or off, not with %s."
              .formatted(properties));
    }
    Container told =
        containers.stream()
            .filter(Container::answers)
            .findFirst()
            .orElseThrow(() -> new ComposeTrouble("No postgres node runs."));
    var answer = docker.ask(PATIENCE, List.of("exec", told.id(), "/lab/failover", failover));
    if (!answer.isGood()) {
      throw new ComposeTrouble(
          "failover %s in %s: %s".formatted(failover, told.node(), answer.lastWords()));
    }
  }
}
