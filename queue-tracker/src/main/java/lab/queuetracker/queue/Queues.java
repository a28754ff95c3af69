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
 * <p><b>What a position means.</b> A sensor counts people, some of whom hold no ticket. Their
 * positions are unknown, so they are assumed to stand before all ticket holders: a ticket holder
 * should rather be served earlier than expected than later. So the tickets are at the end of the
 * line, in the order of joining, the last of them at its full length, and the next to be served is
 * one without a ticket as long as there is one. A reading above the number of tickets puts people
 * without one ahead. One below it means that ticket holders have gone without saying so, and since
 * a line moves on at its head these are the first: their tickets lapse. So there are never more
 * waiting tickets than people in line.
 *
 * <p>All methods except {@link #all} may throw {@code StoreUnavailableException}.
 */
public interface Queues {

  /** A line, and which store had it; empty if there is no such place. */
  Optional<Known> find(String location);

  /** Those of these lines that exist, read from the source of truth. */
  List<Queue> all(List<String> locations);

  /**
   * A sensor's reading: the line has this length, whatever it was before. As many of the last
   * tickets stay, the others lapse.
   *
   * @param ifVersions apply only if the line still has one of these versions; null to apply always
   */
  Reading set(String location, int length, @Nullable Set<Long> ifVersions);

  /**
   * Adds one person to the line.
   *
   * @param key identifies the request, so that a retry gets the same ticket; null if there is none
   */
  Joining join(String location, @Nullable String key);

  /**
   * Removes the person with this ticket from the line. If the ticket has lapsed, the line was
   * already counted without that person and keeps its length; the ticket's ending is recorded.
   */
  Closing end(String location, Ending ending, UUID ticket);

  /**
   * Removes the next person from the line: one without a ticket or, if everybody has one, the
   * holder of the lowest number.
   */
  Closing endNext(String location, Ending ending);

  Optional<Standing> ticket(UUID id);

  /** The store that had a line. */
  enum Source {
    MEMORY,
    CACHE,
    DB
  }

  /** A line, and the store that had it. */
  record Known(Queue queue, Source source) {}

  /** A ticket, and its line at the same moment. */
  record Standing(Ticket ticket, Queue queue) {}

  /** The outcome of a sensor's reading. */
  sealed interface Reading {
    record Taken(Queue queue) implements Reading {}

    /** The line has changed meanwhile. */
    record Outdated(Queue queue) implements Reading {}

    record UnknownPlace() implements Reading {}
  }

  /** The outcome of a request to join. */
  sealed interface Joining {
    record Joined(Ticket ticket, Queue queue) implements Joining {}

    /** Joined already, under the same key. */
    record JoinedBefore(Ticket ticket, Queue queue) implements Joining {}

    /** The line has its maximum length. */
    record Full() implements Joining {}

    record UnknownPlace() implements Joining {}
  }

  /** The outcome of leaving the line. */
  sealed interface Closing {
    /**
     * Removed.
     *
     * @param ticket null if the person who left had none
     */
    record Ended(@Nullable Ticket ticket, Queue queue) implements Closing {}

    /** It had ended before, and nothing changed now. */
    record EndedBefore(Ticket ticket, Queue queue) implements Closing {}

    /** There is no such ticket at this place. */
    record UnknownTicket() implements Closing {}

    /** Nobody is in line. */
    record Empty() implements Closing {}

    record UnknownPlace() implements Closing {}
  }
}
