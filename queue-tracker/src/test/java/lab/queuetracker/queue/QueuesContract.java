package lab.queuetracker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.place.Places;
import lab.queuetracker.queue.Queues.Closing;
import lab.queuetracker.queue.Queues.Joining;
import lab.queuetracker.queue.Queues.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all {@link Queues} have in common. */
abstract class QueuesContract {
  static final Catalogue PLACES = new Catalogue(Places.of(5));
  private static final String HERE = "starbucks_1";
  private static final String THERE = "starbucks_2";
  private static final int WORKERS = 8;

  Queues queues;

  /** With the text's lengths. */
  abstract Queues make();

  @BeforeEach
  void fresh() {
    queues = make();
  }

  private int length(String location) {
    return queues.find(location).orElseThrow().queue().length();
  }

  private long version(String location) {
    return queues.find(location).orElseThrow().queue().version();
  }

  private Ticket join() {
    return ((Joining.Joined) queues.join(HERE, null)).ticket();
  }

  @Test
  void has_the_texts_places_and_lengths() {
    assertThat(IntStream.rangeClosed(1, 5).map(i -> length("starbucks_" + i)))
        .containsExactly(5, 10, 3, 15, 7);
    assertThat(queues.all(List.of(HERE, "nowhere", THERE)))
        .extracting(Queue::location)
        .containsExactlyInAnyOrder(HERE, THERE);
  }

  @Test
  void an_unknown_place_is_unknown_to_every_question() {
    assertThat(queues.find("nowhere")).isEmpty();
    assertThat(queues.set("nowhere", 1, null)).isInstanceOf(Reading.UnknownPlace.class);
    assertThat(queues.join("nowhere", null)).isInstanceOf(Joining.UnknownPlace.class);
    assertThat(queues.endNext("nowhere", Ending.SERVED)).isInstanceOf(Closing.UnknownPlace.class);
    assertThat(queues.end("nowhere", Ending.SERVED, UUID.randomUUID()))
        .isInstanceOf(Closing.UnknownPlace.class);
    assertThat(queues.ticket(UUID.randomUUID())).isEmpty();
  }

  @Test
  void takes_a_sensors_reading_and_counts_the_version_up() {
    long before = version(HERE);
    assertThat(queues.set(HERE, 42, null)).isInstanceOf(Reading.Taken.class);
    assertThat(length(HERE)).isEqualTo(42);
    assertThat(version(HERE)).isEqualTo(before + 1);
    assertThat(length(THERE)).isEqualTo(10);
  }

  @Test
  void takes_a_reading_for_a_version_only_if_the_line_has_it() {
    long version = version(HERE);
    assertThat(queues.set(HERE, 6, version)).isInstanceOf(Reading.Taken.class);
    assertThat(queues.set(HERE, 7, version))
        .isEqualTo(new Reading.Outdated(queues.find(HERE).orElseThrow().queue()));
    assertThat(length(HERE)).isEqualTo(6);
  }

  @Test
  void who_joins_stands_behind_all_others_and_moves_up() {
    Ticket first = join();
    Ticket second = join();
    assertThat(first.position()).isEqualTo(6);
    assertThat(second.position()).isEqualTo(7);
    assertThat(length(HERE)).isEqualTo(7);

    queues.endNext(HERE, Ending.SERVED);
    var ended = queues.ticket(first.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(Ticket.State.SERVED);
    assertThat(ended.position()).isZero();
    assertThat(ended.endedAt()).isNotNull();
    assertThat(queues.ticket(second.id()).orElseThrow().position()).isEqualTo(6);
  }

  @Test
  void a_sensor_that_sees_fewer_than_hold_tickets_does_not_move_anybody_up() {
    Ticket first = join();
    Ticket second = join();
    queues.set(HERE, 0, null);
    assertThat(queues.ticket(second.id()).orElseThrow().position()).isEqualTo(2);
    assertThat(join().position()).as("of who joins then").isEqualTo(3);
    assertThat(queues.end(HERE, Ending.LEFT, second.id())).isInstanceOf(Closing.Ended.class);
    assertThat(queues.end(HERE, Ending.LEFT, first.id())).isInstanceOf(Closing.Ended.class);
    assertThat(length(HERE)).as("not below zero").isZero();
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
    assertThat(queues.ticket(ticket.id()).orElseThrow().state()).isEqualTo(Ticket.State.WAITING);
    assertThat(length(THERE)).isEqualTo(10);
  }

  @Test
  void who_has_no_ticket_is_next_when_nobody_has_one() {
    for (int left = 4; left >= 0; left--) {
      var ended = (Closing.Ended) queues.endNext(HERE, Ending.SERVED);
      assertThat(ended.ticket()).isNull();
      assertThat(ended.queue().length()).isEqualTo(left);
    }
    assertThat(queues.endNext(HERE, Ending.SERVED)).isInstanceOf(Closing.Empty.class);
    assertThat(length(HERE)).isZero();
  }

  @Test
  void asking_again_under_the_same_key_gives_the_same_ticket() {
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
  void of_all_who_join_at_once_each_counts_once_and_stands_alone() throws Exception {
    var numbers = new HashSet<Long>();
    for (var joined : atOnce(() -> (Joining.Joined) queues.join(HERE, null))) {
      assertThat(numbers.add(joined.ticket().number())).isTrue();
    }
    assertThat(numbers).hasSize(WORKERS);
    assertThat(length(HERE)).isEqualTo(5 + WORKERS);
    assertThat(version(HERE)).isEqualTo(1 + WORKERS);
  }

  @Test
  void of_all_who_join_at_once_under_one_key_one_joins() throws Exception {
    var all = atOnce(() -> queues.join(HERE, "key"));
    assertThat(all).filteredOn(Joining.Joined.class::isInstance).hasSize(1);
    assertThat(length(HERE)).isEqualTo(6);
  }

  @Test
  void of_all_who_end_a_ticket_at_once_one_does() throws Exception {
    UUID id = join().id();
    var all = atOnce(() -> queues.end(HERE, Ending.SERVED, id));
    assertThat(all).filteredOn(Closing.Ended.class::isInstance).hasSize(1);
    assertThat(length(HERE)).isEqualTo(5);
  }

  @Test
  void of_all_who_call_the_next_at_once_each_gets_another() throws Exception {
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

  /** All workers begin together. */
  private static <T> List<T> atOnce(Callable<T> work) throws Exception {
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
