package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lab.loadtest.Arrival.Link;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final int WRITERS = 4;
  private static final int EACH = 5_000;

  @Test
  void whoever_sees_the_size_sees_the_links_while_others_add_more() throws Exception {
    Population population = new Population(1);
    population.add(new Link("first", "u"));
    CyclicBarrier barrier = new CyclicBarrier(WRITERS + 1);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WRITERS + 1)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        running.add(
            workers.submit(() -> {
              barrier.await();
              for (int i = 0; i < EACH; i++) {
                population.add(new Link("c" + i, "u"));
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
    assertThat(population.at(1).code()).isEqualTo("first");
  }
}
