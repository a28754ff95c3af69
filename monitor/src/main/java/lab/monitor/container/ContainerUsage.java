package lab.monitor.container;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lab.monitor.Usage;

/**
 * What containers use. A control group is named by the container's id; the engine's DNS resolves
 * the id's first twelve digits to the address, and the address gives the node. An id is looked up
 * once: the answer holds as long as the container runs. A container in another network has no
 * answer, and is looked up again now and then, because a container that has just started has none
 * yet either.
 */
final class ContainerUsage implements Usage {
  private static final Duration AGAIN = Duration.ofSeconds(15);
  private static final int SHORT = 12;

  private final ControlGroups groups;
  private final Dns dns;
  private final Clock clock;
  private final Map<String, String> nodesById = new HashMap<>();
  private final Map<String, Instant> strangers = new HashMap<>();
  private volatile Map<String, Path> foldersByNode = Map.of();

  ContainerUsage(ControlGroups groups, Dns dns, Clock clock) {
    this.groups = groups;
    this.dns = dns;
    this.clock = clock;
  }

  /** Detects containers that came or went. One thread at a time. */
  void refresh(Map<String, String> nodesByAddress) {
    var running = groups.containers();
    nodesById.keySet().retainAll(running.keySet());
    strangers.keySet().retainAll(running.keySet());
    strangers.values().removeIf(asked -> asked.isBefore(clock.instant().minus(AGAIN)));
    var folders = new HashMap<String, Path>();
    running.forEach(
        (id, folder) -> node(id, nodesByAddress).ifPresent(node -> folders.put(node, folder)));
    foldersByNode = Map.copyOf(folders);
  }

  private Optional<String> node(String id, Map<String, String> nodesByAddress) {
    if (!nodesById.containsKey(id) && !strangers.containsKey(id)) {
      dns.addresses(id.substring(0, SHORT)).stream()
          .filter(nodesByAddress::containsKey)
          .findFirst()
          .ifPresentOrElse(
              address -> nodesById.put(id, nodesByAddress.getOrDefault(address, "")),
              () -> strangers.put(id, clock.instant()));
    }
    return Optional.ofNullable(nodesById.get(id));
  }

  @Override
  public Optional<Used> of(String node) {
    return Optional.ofNullable(foldersByNode.get(node)).flatMap(groups::used);
  }

  @Override
  public Optional<String> life(String node) {
    return Optional.ofNullable(foldersByNode.get(node)).flatMap(groups::life);
  }
}
