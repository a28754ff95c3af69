package lab.loadtest.readwrite;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lab.loadtest.readwrite.ReadOrWrite.Write;

/** Writes of new things, each with its own idempotency key, never used by another run. */
final class Writes {
  private final Resource resource;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong count = new AtomicLong();

  Writes(Resource resource) {
    this.resource = resource;
  }

  Write next() {
    long n = count.incrementAndGet();
    return new Write(resource.content(run, n), "load-" + run + "-" + n);
  }
}
