package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final int WRITERS = 4;
  private static final int EACH = 5_000;

  @Test
  void every_member_up_to_the_size_is_visible_while_others_are_added() throws Exception {
    Population<String> population = new Population<>(1);
    population.add("first");
    CyclicBarrier barrier = new CyclicBarrier(WRITERS + 1);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WRITERS + 1)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        running.add(
            workers.submit(() -> {
              barrier.await();
              for (int i = 0; i < EACH; i++) {
                population.add("c" + i);
              }
              return null;
            }));
      }
      running.add(
          workers.submit(() -> {
            barrier.await();
            while (population.size() < WRITERS * EACH + 1) {
              assertThat(population.at(population.size())).isNotNull();
            }
            return null;
          }));
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertThat(population.size()).isEqualTo(WRITERS * EACH + 1);
    assertThat(population.at(1)).isEqualTo("first");
  }
}
