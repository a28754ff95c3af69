package lab.platform.metrics;

import java.lang.management.ManagementFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code GET /actuator/liveheap}: how much of the heap is live. It collects all garbage first,
 * since heap use says little before that: it is for experiments, not for monitoring.
 */
@Endpoint(id = "liveheap")
public final class LiveHeapEndpoint {
  /**
   * What is left after a collection.
   *
   * @param bytes used bytes
   */
  public record LiveHeap(long bytes) {}

  /** Collects garbage and reports what is left. */
  @ReadOperation
  public LiveHeap collect() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return new LiveHeap(memory.getHeapMemoryUsage().getUsed());
  }
}
