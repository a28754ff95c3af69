package lab.queuetracker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.place.Places;
import lab.queuetracker.queue.Queues.Joining;
import org.junit.jupiter.api.BeforeEach;

/** Fresh {@link Queues}, with the contract's recurring operations. */
abstract class QueuesUnderTest {
  static final Catalogue PLACES = new Catalogue(Places.of(5));
  static final String HERE = "starbucks_1";
  static final String THERE = "starbucks_2";
  static final int WORKERS = 8;

  Queues queues;

  /** With the initial lengths of the text. */
  abstract Queues make();

  @BeforeEach
  void fresh() {
    queues = make();
  }

  int length(String location) {
    return queues.find(location).orElseThrow().queue().length();
  }

  long version(String location) {
    return queues.find(location).orElseThrow().queue().version();
  }

  Ticket ticket(Ticket before) {
    return queues.ticket(before.id()).orElseThrow().ticket();
  }

  Ticket join() {
    return ((Joining.Joined) queues.join(HERE, null)).ticket();
  }

  /** Checks that the waiting tickets are the end of the line, in the order of joining. */
  void agree(String when, List<Ticket> tickets) {
    int length = length(HERE);
    var waiting =
        tickets.stream()
            .sorted(Comparator.comparingLong(Ticket::number))
            .map(this::ticket)
            .filter(t -> t.state() == Ticket.State.WAITING)
            .toList();
    assertThat(waiting.size()).as(when).isLessThanOrEqualTo(length);
    assertThat(waiting)
        .as(when)
        .extracting(Ticket::position)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(length - waiting.size() + 1, length).boxed().toList());
  }

  /** All workers start together. */
  static <T> List<T> atOnce(Callable<T> work) throws Exception {
    var barrier = new CyclicBarrier(WORKERS);
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<T>>();
      for (int i = 0; i < WORKERS; i++) {
        all.add(
            workers.submit(() -> {
              barrier.await();
              return work.call();
            }));
      }
      var results = new ArrayList<T>();
      for (var one : all) {
        results.add(one.get());
      }
      return results;
    }
  }
}
