package lab.queuetracker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lab.queuetracker.queue.Queues.Closing;
import lab.queuetracker.queue.Queues.Joining;
import lab.queuetracker.queue.Queues.Reading;
import org.junit.jupiter.api.Test;

/** The contract of all {@link Queues}. */
abstract class QueuesContract extends QueuesUnderTest {
  @Test
  void has_the_texts_places_and_lengths() {
    assertThat(IntStream.rangeClosed(1, 5).map(i -> length("starbucks_" + i)))
        .containsExactly(5, 10, 3, 15, 7);
    assertThat(queues.all(List.of(HERE, "nowhere", THERE)))
        .extracting(Queue::location)
        .containsExactlyInAnyOrder(HERE, THERE);
  }

  @Test
  void an_unknown_place_is_unknown_to_every_operation() {
    assertThat(queues.find("nowhere")).isEmpty();
    assertThat(queues.set("nowhere", 1, null)).isInstanceOf(Reading.UnknownPlace.class);
    assertThat(queues.join("nowhere", null)).isInstanceOf(Joining.UnknownPlace.class);
    assertThat(queues.endNext("nowhere", Ending.SERVED)).isInstanceOf(Closing.UnknownPlace.class);
    assertThat(queues.end("nowhere", Ending.SERVED, UUID.randomUUID()))
        .isInstanceOf(Closing.UnknownPlace.class);
    assertThat(queues.ticket(UUID.randomUUID())).isEmpty();
  }

  @Test
  void takes_a_sensors_reading_and_increments_the_version() {
    long before = version(HERE);
    assertThat(queues.set(HERE, 42, null)).isInstanceOf(Reading.Taken.class);
    assertThat(length(HERE)).isEqualTo(42);
    assertThat(version(HERE)).isEqualTo(before + 1);
    assertThat(length(THERE)).isEqualTo(10);
  }

  @Test
  void takes_a_reading_for_a_version_only_if_the_line_has_it() {
    long version = version(HERE);
    assertThat(queues.set(HERE, 6, Set.of(99L, version))).isInstanceOf(Reading.Taken.class);
    assertThat(queues.set(HERE, 7, Set.of(99L, version)))
        .isEqualTo(new Reading.Outdated(queues.find(HERE).orElseThrow().queue()));
    assertThat(queues.set(HERE, 7, Set.of())).isInstanceOf(Reading.Outdated.class);
    assertThat(length(HERE)).isEqualTo(6);
  }

  @Test
  void a_person_who_joins_stands_behind_all_others_and_moves_up() {
    Ticket first = join();
    Ticket second = join();
    assertThat(first.position()).isEqualTo(6);
    assertThat(second.position()).isEqualTo(7);
    assertThat(length(HERE)).isEqualTo(7);

    for (int position = 5; position >= 1; position--) {
      assertThat(((Closing.Ended) queues.endNext(HERE, Ending.SERVED)).ticket()).isNull();
      assertThat(ticket(first).position()).isEqualTo(position);
      assertThat(ticket(second).position()).isEqualTo(position + 1);
    }
    var ended = ((Closing.Ended) queues.endNext(HERE, Ending.SERVED)).ticket();
    assertThat(ended).isEqualTo(ticket(first));
    assertThat(ticket(first).state()).isEqualTo(Ticket.State.SERVED);
    assertThat(ticket(first).position()).isZero();
    assertThat(ticket(first).endedAt()).isNotNull();
    assertThat(ticket(second).position()).isEqualTo(1);
  }

  @Test
  void a_reading_below_the_number_of_tickets_makes_the_first_ones_lapse() {
    var tickets = IntStream.range(0, 20).mapToObj(_ -> join()).toList();
    long before = version(HERE);
    queues.set(HERE, 8, null);
    assertThat(version(HERE)).isEqualTo(before + 1);
    assertThat(tickets.subList(0, 12))
        .allSatisfy(gone -> {
          assertThat(ticket(gone).state()).isEqualTo(Ticket.State.LAPSED);
          assertThat(ticket(gone).position()).isZero();
          assertThat(ticket(gone).endedAt()).isNotNull();
        });
    assertThat(tickets.subList(12, 20))
        .extracting(ticket -> ticket(ticket).position())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(join().position()).as("of who joins then").isEqualTo(9).isEqualTo(length(HERE));
    var next = ((Closing.Ended) queues.endNext(HERE, Ending.SERVED)).ticket();
    assertThat(next).extracting(Ticket::id).isEqualTo(tickets.get(12).id());
  }

  @Test
  void a_reading_above_the_number_of_tickets_puts_people_without_one_ahead() {
    Ticket ticket = join();
    queues.set(HERE, 1, null);
    assertThat(ticket(ticket).position()).isEqualTo(1);
    queues.set(HERE, 9, null);
    assertThat(ticket(ticket).position()).isEqualTo(9);
    assertThat(join().position()).isEqualTo(10);
  }

  @Test
  void the_holder_of_a_lapsed_ticket_is_not_counted_twice() {
    var lapsed = List.of(join(), join(), join());
    queues.set(HERE, 0, null);
    for (Ending ending : Ending.values()) {
      Ticket ticket = lapsed.get(ending.ordinal());
      var closing = (Closing.Ended) queues.end(HERE, ending, ticket.id());
      assertThat(closing.ticket()).isNotNull().isEqualTo(ticket(ticket));
      assertThat(ticket(ticket).state()).isEqualTo(ending.state());
      assertThat(length(HERE)).isZero();
    }
    assertThat(queues.endNext(HERE, Ending.SERVED)).isInstanceOf(Closing.Empty.class);
    assertThat(version(HERE)).isEqualTo(8);
  }

  /** Joining, leaving, being served and sensors' readings, at random. */
  @Test
  void places_lengths_and_tickets_agree_whatever_happens() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    var tickets = new ArrayList<Ticket>();
    for (int i = 0; i < 80; i++) {
      String what = somethingHappens(random, tickets);
      agree("seed " + seed + ", " + i + ": " + what, tickets);
    }
  }

  private String somethingHappens(SplittableRandom random, List<Ticket> tickets) {
    var ending = Ending.values()[random.nextInt(Ending.values().length)];
    switch (random.nextInt(tickets.isEmpty() ? 3 : 4)) {
      case 0 -> {
        int length = random.nextInt(8);
        queues.set(HERE, length, null);
        return "read " + length;
      }
      case 1 -> {
        return "next " + ending + queues.endNext(HERE, ending);
      }
      case 2 -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          var joined = (Joining.Joined) queues.join(HERE, null);
          assertThat(joined.ticket().position()).isEqualTo(joined.queue().length());
          tickets.add(joined.ticket());
        }
        return "joined";
      }
      default -> {
        var ticket = tickets.get(random.nextInt(tickets.size()));
        return ending + " " + ticket.number() + queues.end(HERE, ending, ticket.id());
      }
    }
  }

  @Test
  void a_ticket_ends_once() {
    Ticket ticket = join();
    assertThat(queues.end(HERE, Ending.SERVED, ticket.id())).isInstanceOf(Closing.Ended.class);
    long version = version(HERE);
    for (Ending ending : Ending.values()) {
      var again = queues.end(HERE, ending, ticket.id());
      assertThat(again).isInstanceOf(Closing.EndedBefore.class);
      assertThat(((Closing.EndedBefore) again).ticket().state()).isEqualTo(Ticket.State.SERVED);
    }
    assertThat(length(HERE)).isEqualTo(5);
    assertThat(version(HERE)).isEqualTo(version);
  }

  @Test
  void a_ticket_is_known_at_its_place_only() {
    Ticket ticket = join();
    assertThat(queues.end(THERE, Ending.SERVED, ticket.id()))
        .isInstanceOf(Closing.UnknownTicket.class);
    assertThat(ticket(ticket).state()).isEqualTo(Ticket.State.WAITING);
    assertThat(length(THERE)).isEqualTo(10);
  }

  @Test
  void people_without_a_ticket_are_served_when_nobody_has_one() {
    for (int left = 4; left >= 0; left--) {
      var ended = (Closing.Ended) queues.endNext(HERE, Ending.SERVED);
      assertThat(ended.ticket()).isNull();
      assertThat(ended.queue().length()).isEqualTo(left);
    }
    assertThat(queues.endNext(HERE, Ending.SERVED)).isInstanceOf(Closing.Empty.class);
    assertThat(length(HERE)).isZero();
  }

  @Test
  void joining_again_with_the_same_key_gives_the_same_ticket() {
    var first = (Joining.Joined) queues.join(HERE, "key");
    var again = (Joining.JoinedBefore) queues.join(HERE, "key");
    assertThat(again.ticket().id()).isEqualTo(first.ticket().id());
    assertThat(length(HERE)).isEqualTo(6);
    assertThat(queues.join(THERE, "key")).as("elsewhere").isInstanceOf(Joining.Joined.class);

    queues.end(HERE, Ending.SERVED, first.ticket().id());
    var late = (Joining.JoinedBefore) queues.join(HERE, "key");
    assertThat(late.ticket().state()).isEqualTo(Ticket.State.SERVED);
    assertThat(length(HERE)).isEqualTo(5);
  }

  @Test
  void a_line_is_full_at_its_bound() {
    queues.set(HERE, Queue.MAX_LENGTH, null);
    assertThat(queues.join(HERE, null)).isInstanceOf(Joining.Full.class);
    assertThat(length(HERE)).isEqualTo(Queue.MAX_LENGTH);
  }

  @Test
  void concurrent_joins_each_count_once_with_a_position_of_their_own() throws Exception {
    var numbers = new HashSet<Long>();
    var positions = new HashSet<Integer>();
    for (var joined : atOnce(() -> (Joining.Joined) queues.join(HERE, null))) {
      assertThat(numbers.add(joined.ticket().number())).isTrue();
      assertThat(positions.add(joined.ticket().position())).as("a place of its own").isTrue();
      assertThat(joined.ticket().position()).isEqualTo(joined.queue().length());
    }
    assertThat(numbers).hasSize(WORKERS);
    assertThat(length(HERE)).isEqualTo(5 + WORKERS);
    assertThat(version(HERE)).isEqualTo(1 + WORKERS);
  }

  @Test
  void of_concurrent_joins_with_one_key_only_one_takes_effect() throws Exception {
    var all = atOnce(() -> queues.join(HERE, "key"));
    assertThat(all).filteredOn(Joining.Joined.class::isInstance).hasSize(1);
    assertThat(length(HERE)).isEqualTo(6);
  }

  @Test
  void of_concurrent_endings_of_a_ticket_only_one_takes_effect() throws Exception {
    UUID id = join().id();
    var all = atOnce(() -> queues.end(HERE, Ending.SERVED, id));
    assertThat(all).filteredOn(Closing.Ended.class::isInstance).hasSize(1);
    assertThat(length(HERE)).isEqualTo(5);
  }

  @Test
  void concurrent_calls_of_the_next_each_get_a_different_one() throws Exception {
    queues.set(HERE, 0, null);
    for (int i = 0; i < WORKERS; i++) {
      join();
    }
    var called = new HashSet<UUID>();
    for (var closing : atOnce(() -> (Closing.Ended) queues.endNext(HERE, Ending.SERVED))) {
      called.add(closing.ticket() == null ? new UUID(0, 0) : closing.ticket().id());
    }
    assertThat(called).hasSize(WORKERS);
    assertThat(length(HERE)).isZero();
  }

  @Test
  void after_concurrent_operations_places_and_lengths_agree() throws Exception {
    var tickets = Collections.synchronizedList(new ArrayList<Ticket>());
    var turn = new AtomicInteger();
    for (int round = 0; round < 10; round++) {
      var _ =
          atOnce(() -> {
            int mine = turn.getAndIncrement();
            switch (mine % 4) {
              case 0 -> queues.set(HERE, mine % 7, null);
              case 1 -> queues.endNext(HERE, Ending.SERVED);
              case 2 -> {
                var any = List.copyOf(tickets);
                if (!any.isEmpty()) {
                  queues.end(HERE, Ending.LEFT, any.get(mine % any.size()).id());
                }
              }
              default -> tickets.add(join());
            }
            tickets.add(join());
            return mine;
          });
      agree("round " + round, tickets);
    }
  }
}
