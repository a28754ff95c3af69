package lab.platform.metrics;

import java.lang.management.ManagementFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code GET /actuator/liveheap}: how much of the heap is needed. It collects all garbage first,
 * for until then a heap tells little of what is in it: so it is for experiments, and not for a
 * monitor.
 */
@Endpoint(id = "liveheap")
public final class LiveHeapEndpoint {
  /**
   * What is left after a collection.
   *
   * @param bytes in use
   */
  public record LiveHeap(long bytes) {}

  /** Collects, and says what is left. */
  @ReadOperation
  public LiveHeap collect() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return new LiveHeap(memory.getHeapMemoryUsage().getUsed());
  }
}
