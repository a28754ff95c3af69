package lab.queuetracker.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import lab.queuetracker.queue.Queues.Closing;
import lab.queuetracker.queue.Queues.Joining;
import lab.queuetracker.queue.Queues.Reading;
import lab.queuetracker.queue.Queues.Standing;
import org.jspecify.annotations.Nullable;

/** One line in memory. Its lock serialises its changes. */
final class MemoryLine {
  /** How many ended tickets are remembered, the latest ones. */
  private static final int REMEMBERED = 1_000;

  private final String location;
  private final Clock clock;
  private final Consumer<Change> listener;
  private final Map<UUID, MemoryLine> byTicket;
  private final Map<UUID, Entry> entries = new HashMap<>();
  private final TreeMap<Long, UUID> waiting = new TreeMap<>();
  private final ArrayDeque<UUID> ended = new ArrayDeque<>();
  private final Map<String, UUID> byKey = new HashMap<>();
  private Queue queue;
  private long lastNumber;

  /** The parts of a ticket that do not change with the line. */
  private record Entry(
      UUID id,
      long number,
      @Nullable String key,
      Instant joinedAt,
      Ticket.State state,
      @Nullable Instant endedAt) {
    Entry ended(Ticket.State as, Instant at) {
      return new Entry(id, number, key, joinedAt, as, at);
    }
  }

  MemoryLine(
      String location,
      int length,
      Clock clock,
      Consumer<Change> listener,
      Map<UUID, MemoryLine> byTicket) {
    this.location = location;
    this.clock = clock;
    this.listener = listener;
    this.byTicket = byTicket;
    this.queue = new Queue(location, length, 1, now());
  }

  synchronized Queue queue() {
    return queue;
  }

  synchronized Optional<Standing> ticket(UUID id) {
    return Optional.ofNullable(entries.get(id)).map(entry -> new Standing(ticket(entry), queue));
  }

  synchronized Reading set(int length, @Nullable Set<Long> ifVersions) {
    if (ifVersions != null && !ifVersions.contains(queue.version())) {
      return new Reading.Outdated(queue);
    }
    while (waiting.size() > length) {
      close(Ticket.State.LAPSED, next());
    }
    change(length, Change.Kind.READ, null);
    return new Reading.Taken(queue);
  }

  synchronized Joining join(@Nullable String key) {
    var before = key == null ? null : byKey.get(key);
    if (before != null) {
      return new Joining.JoinedBefore(ticket(existing(before)), queue);
    }
    if (queue.length() >= Queue.MAX_LENGTH) {
      return new Joining.Full();
    }
    var entry = new Entry(UUID.randomUUID(), ++lastNumber, key, now(), Ticket.State.WAITING, null);
    entries.put(entry.id(), entry);
    waiting.put(entry.number(), entry.id());
    byTicket.put(entry.id(), this);
    if (key != null) {
      byKey.put(key, entry.id());
    }
    change(queue.length() + 1, Change.Kind.JOINED, null);
    return new Joining.Joined(ticket(entry), queue);
  }

  synchronized Closing end(Ending ending, UUID id) {
    var entry = entries.get(id);
    if (entry == null) {
      return new Closing.UnknownTicket();
    }
    switch (entry.state()) {
      case WAITING -> {
        var waited = Duration.between(entry.joinedAt(), now());
        close(ending.state(), entry);
        change(queue.length() - 1, ending.kind(), waited);
      }
      case LAPSED -> {
        entries.put(id, entry.ended(ending.state(), now()));
        change(queue.length(), ending.kind(), null);
      }
      case SERVED, LEFT, NO_SHOW -> {
        return new Closing.EndedBefore(ticket(entry), queue);
      }
    }
    return new Closing.Ended(ticket(existing(id)), queue);
  }

  synchronized Closing endNext(Ending ending) {
    if (queue.length() == 0) {
      return new Closing.Empty();
    }
    if (queue.length() == waiting.size()) {
      return end(ending, next().id());
    }
    change(queue.length() - 1, ending.kind(), null);
    return new Closing.Ended(null, queue);
  }

  private Entry next() {
    return existing(waiting.firstEntry().getValue());
  }

  private void close(Ticket.State state, Entry entry) {
    waiting.remove(entry.number());
    entries.put(entry.id(), entry.ended(state, now()));
    ended.add(entry.id());
    if (ended.size() > REMEMBERED) {
      forget(existing(ended.remove()));
    }
  }

  private void forget(Entry entry) {
    byTicket.remove(entry.id());
    entries.remove(entry.id());
    if (entry.key() != null) {
      byKey.remove(entry.key());
    }
  }

  private void change(int length, Change.Kind kind, @Nullable Duration waited) {
    queue = new Queue(location, length, queue.version() + 1, now());
    listener.accept(new Change(queue, kind, waited));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Entry existing(UUID id) {
    return Objects.requireNonNull(entries.get(id));
  }

  private Ticket ticket(Entry entry) {
    boolean waits = entry.state() == Ticket.State.WAITING;
    int position = waits ? queue.length() - waiting.tailMap(entry.number(), false).size() : 0;
    return new Ticket(
        entry.id(),
        location,
        entry.number(),
        entry.state(),
        position,
        entry.joinedAt(),
        entry.endedAt());
  }
}
