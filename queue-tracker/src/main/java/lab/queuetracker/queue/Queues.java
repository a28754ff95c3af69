package lab.queuetracker.queue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All lines. Every change counts exactly once and gives the line a version of its own, whoever else
 * changes the same line at the same time.
 *
 * <p><b>What a position means.</b> A sensor counts people, and some of them hold no ticket. Of
 * those nobody knows where they stand, so they are taken to stand before all who hold one: a
 * promise is better kept early than late. So a line of n people ends with its tickets in the order
 * of joining, the last of them at position n, and the next to be served is one without a ticket as
 * long as there is one. A reading above the number of tickets puts people without one ahead. One
 * below it says that holders of tickets have gone without a word, and since a line moves on at its
 * head these are the first: their tickets lapse. So there are never more waiting tickets than
 * people in line.
 *
 * <p>All but {@link #all} may throw {@code StoreUnavailableException}.
 */
public interface Queues {

  /** A line, and who knew it; empty if there is no such place. */
  Optional<Known> find(String location);

  /** Those of these lines that there are, as the truth has them. */
  List<Queue> all(List<String> locations);

  /**
   * A sensor's reading: the line has this length, whatever it was. The last so many tickets stay,
   * the others lapse.
   *
   * @param ifVersions only if the line still has one of these versions; null for in any case
   */
  Reading set(String location, int length, @Nullable Set<Long> ifVersions);

  /**
   * One more in line.
   *
   * @param key names the request, so that asking again gives the same ticket; null if there is none
   */
  Joining join(String location, @Nullable String key);

  /**
   * One less in line: the one with this ticket. Where it has lapsed, the line was counted without
   * them already and keeps its length; what became of the ticket is known from now on.
   */
  Closing end(String location, Ending ending, UUID ticket);

  /**
   * One less in line: the next. That is one of those who took no ticket or, where everybody has
   * one, whoever holds the lowest.
   */
  Closing endNext(String location, Ending ending);

  Optional<Standing> ticket(UUID id);

  /** Who knew a line. */
  enum Source {
    MEMORY,
    CACHE,
    DB
  }

  /** A line, and who knew it. */
  record Known(Queue queue, Source source) {}

  /** A ticket, and its line at the same moment. */
  record Standing(Ticket ticket, Queue queue) {}

  /** What became of a sensor's reading. */
  sealed interface Reading {
    record Taken(Queue queue) implements Reading {}

    /** The line has changed meanwhile. */
    record Outdated(Queue queue) implements Reading {}

    record UnknownPlace() implements Reading {}
  }

  /** What became of a request to join. */
  sealed interface Joining {
    record Joined(Ticket ticket, Queue queue) implements Joining {}

    /** Joined already, under the same key. */
    record JoinedBefore(Ticket ticket, Queue queue) implements Joining {}

    /** The line is as long as it may be. */
    record Full() implements Joining {}

    record UnknownPlace() implements Joining {}
  }

  /** What became of one's leaving the line. */
  sealed interface Closing {
    /**
     * One less.
     *
     * @param ticket null if the one who left had none
     */
    record Ended(@Nullable Ticket ticket, Queue queue) implements Closing {}

    /** It had ended before, and nothing changed now. */
    record EndedBefore(Ticket ticket, Queue queue) implements Closing {}

    /** At this place, there is no such ticket. */
    record UnknownTicket() implements Closing {}

    /** Nobody is in line. */
    record Empty() implements Closing {}

    record UnknownPlace() implements Closing {}
  }
}
