package lab.monitor;

import java.util.Optional;

/** What nodes use of the machine, and which process they are; requested once per poll and node. */
public interface Usage {
  /** For a lab whose usage cannot be measured. */
  Usage UNKNOWN = _ -> Optional.empty();

  /** The node's current usage; empty if unknown. */
  Optional<Used> of(String node);

  /**
   * Distinguishes this life of the node from its last: a different text after each start, the same
   * while it lives, such as its process id and start time. Empty if unknown; then a restart between
   * two polls goes unnoticed, except for PostgreSQL and Redis, which report it themselves.
   */
  default Optional<String> life(String node) {
    return Optional.empty();
  }

  /**
   * A node's usage.
   *
   * @param memoryBytes of all its processes
   * @param cpuSeconds of all its processes, since they started
   */
  record Used(long memoryBytes, double cpuSeconds) {}
}
