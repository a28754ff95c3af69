package lab.monitor;

import java.util.Optional;

/** What nodes use of the machine, and which process they are; asked once a poll and node. */
public interface Usage {
  /** Of a lab whose use cannot be measured. */
  Usage UNKNOWN = _ -> Optional.empty();

  /** What the node uses now; empty if that is not known. */
  Optional<Used> of(String node);

  /**
   * What tells this life of the node from its last: another text after each start, the same while
   * it lives, say its process id and start time. Empty if that is not known; then a start between
   * two polls goes unnoticed, except for PostgreSQL and Redis, which tell it themselves.
   */
  default Optional<String> life(String node) {
    return Optional.empty();
  }

  /**
   * What a node uses.
   *
   * @param memoryBytes of all its processes
   * @param cpuSeconds of all its processes, since they started
   */
  record Used(long memoryBytes, double cpuSeconds) {}
}
