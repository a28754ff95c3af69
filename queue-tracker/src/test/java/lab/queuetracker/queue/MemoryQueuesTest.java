package lab.queuetracker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryQueuesTest extends QueuesContract {
  private final List<Change> told = new ArrayList<>();

  @Override
  Queues make() {
    return new MemoryQueues(PLACES, Clock.systemUTC(), told::add);
  }

  @Test
  void tells_of_every_change_in_order() {
    var joined = (Queues.Joining.Joined) queues.join("starbucks_1", null);
    queues.end("starbucks_1", Ending.NO_SHOW, joined.ticket().id());
    queues.set("starbucks_1", 3, null);
    assertThat(told)
        .extracting(Change::kind)
        .containsExactly(Change.Kind.JOINED, Change.Kind.NO_SHOW, Change.Kind.READ);
    assertThat(told).extracting(change -> change.queue().version()).containsExactly(2L, 3L, 4L);
    assertThat(told.get(1).waited()).isNotNull();
  }

  @Test
  void forgets_the_oldest_of_many_ended_tickets() {
    var first = ((Queues.Joining.Joined) queues.join("starbucks_1", "first")).ticket();
    queues.end("starbucks_1", Ending.LEFT, first.id());
    for (int i = 0; i < 1_000; i++) {
      var next = ((Queues.Joining.Joined) queues.join("starbucks_1", null)).ticket();
      queues.end("starbucks_1", Ending.LEFT, next.id());
    }
    assertThat(queues.ticket(first.id())).isEmpty();
    assertThat(queues.join("starbucks_1", "first")).isInstanceOf(Queues.Joining.Joined.class);
  }
}
