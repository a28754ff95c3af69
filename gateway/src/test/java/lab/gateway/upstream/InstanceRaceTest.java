package lab.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InstanceRaceTest {
  private static final int WORKERS = 16;

  @Test
  void of_many_failures_at_once_exactly_one_ejects() throws Exception {
    AtomicInteger ejections = new AtomicInteger();
    Instance instance =
        new Instance(
            new Member("one", URI.create("http://127.0.0.1:1"), true),
            new EjectionProperties(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(30)),
            Duration.ofSeconds(5),
            () -> 0);
    CyclicBarrier start = new CyclicBarrier(WORKERS);
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        workers.submit(() -> {
          start.await();
          instance.begin(Load.REQUESTS);
          if (instance.failed("r", Failure.REFUSED)) {
            ejections.incrementAndGet();
          }
          instance.end(Load.REQUESTS);
          return null;
        });
      }
    }
    assertThat(ejections).hasValue(1);
    assertThat(instance.inFlight()).isZero();
    assertThat(instance.state()).isEqualTo(new Instance.State.Ejected(Duration.ofSeconds(2)));
  }
}
