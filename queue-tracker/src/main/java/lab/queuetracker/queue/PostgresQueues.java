package lab.queuetracker.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import lab.platform.outbox.OutboxSignal;
import lab.platform.postgres.Postgres;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.place.Place;
import lab.queuetracker.place.Places;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Lines in PostgreSQL.
 *
 * <p><b>Nothing is lost between two instances.</b> The text's service reads a length, computes
 * another and SETs it; if two do so at once, one change is lost. Here a change is one statement
 * that adds to the current value: it locks the line's row, increments its version, changes the
 * ticket and writes the event into the outbox, all or nothing. The lock also orders the events: the
 * line's next change gets its place in the outbox only after this one has committed.
 *
 * <p><b>The line's lock also covers its tickets.</b> A statement sees what was committed when it
 * began, not when it got a lock it waited for. So whatever depends on who waits (everything except
 * joining, which is at the end of the line in any case) first takes the lock in a statement of its
 * own: if two end one ticket at the same time, the second finds it ended and changes nothing.
 */
final class PostgresQueues implements Queues {
  private static final String LOCK = Sql.load("lock");
  private static final String SET = Sql.load("set");
  private static final String JOIN = Sql.load("join");
  private static final String END = Sql.load("end");
  private static final String END_NEXT = Sql.load("end-next");
  private static final String TICKET = Sql.load("ticket");
  private static final String ADD_PLACES = Sql.load("add-places");
  private static final String FIND =
      "SELECT location, length, version, updated_at FROM queue WHERE location = ANY (:locations)";

  private final Postgres postgres;
  private final Catalogue places;
  private final Clock clock;
  private final OutboxSignal outbox;

  private record Spot(Queue queue, long number) {}

  private record Next(Queue queue, @Nullable UUID ticket) {}

  PostgresQueues(Postgres postgres, Catalogue places, Clock clock, OutboxSignal outbox) {
    this.postgres = postgres;
    this.places = places;
    this.clock = clock;
    this.outbox = outbox;
  }

  /** Creates a line, with its initial length, for every place that has none. */
  void addPlaces() {
    var locations = places.all().stream().map(Place::location).toArray(String[]::new);
    int[] lengths = places.all().stream().mapToInt(Places::initialLength).toArray();
    var _ =
        postgres.write(jdbc ->
            jdbc.sql(ADD_PLACES)
                .param("locations", locations)
                .param("lengths", lengths)
                .param("at", now().atOffset(ZoneOffset.UTC))
                .update());
  }

  @Override
  public Optional<Known> find(String location) {
    return all(List.of(location)).stream().findFirst().map(queue -> new Known(queue, Source.DB));
  }

  @Override
  public List<Queue> all(List<String> locations) {
    var known = locations.stream().filter(places::contains).toArray(String[]::new);
    if (known.length == 0) {
      return List.of();
    }
    return postgres.read(
        jdbc -> jdbc.sql(FIND).param("locations", known).query(PostgresQueues::queue).list());
  }

  @Override
  public Reading set(String location, int length, @Nullable Set<Long> ifVersions) {
    if (!places.contains(location)) {
      return new Reading.UnknownPlace();
    }
    Long[] versions = ifVersions == null ? null : ifVersions.toArray(Long[]::new);
    return locked(
        location,
        jdbc ->
            at(jdbc, SET, location)
                .param("length", length)
                .param("versions", versions)
                .query(PostgresQueues::queue)
                .optional()
                .<Reading>map(Reading.Taken::new)
                .orElseGet(() -> new Reading.Outdated(line(jdbc, location))));
  }

  @Override
  public Joining join(String location, @Nullable String key) {
    if (!places.contains(location)) {
      return new Joining.UnknownPlace();
    }
    if (key != null) {
      var before = byKey(location, key);
      if (before.isPresent()) {
        return before.get();
      }
    }
    var id = UUID.randomUUID();
    Instant now = now();
    try {
      return change(jdbc ->
              at(jdbc, JOIN, location, now)
                  .param("id", id)
                  .param("key", key)
                  .param("max", Queue.MAX_LENGTH)
                  .query((row, number) -> new Spot(queue(row, number), row.getLong("number")))
                  .optional())
          .<Joining>map(spot -> {
            int last = spot.queue().length();
            var ticket =
                new Ticket(id, location, spot.number(), Ticket.State.WAITING, last, now, null);
            return new Joining.Joined(ticket, spot.queue());
          })
          .orElseGet(Joining.Full::new);
    } catch (DuplicateKeyException e) {
      return key == null ? rethrow(e) : byKey(location, key).orElseThrow(() -> e);
    }
  }

  private static Joining rethrow(DuplicateKeyException e) {
    throw e;
  }

  private Optional<Joining> byKey(String location, String key) {
    return postgres.read(jdbc ->
        jdbc.sql(TICKET + " WHERE location = :location AND idempotency_key = :key")
            .param("location", location)
            .param("key", key)
            .query(PostgresQueues::standing)
            .optional()
            .map(standing -> new Joining.JoinedBefore(standing.ticket(), standing.queue())));
  }

  @Override
  public Closing end(String location, Ending ending, UUID ticket) {
    if (!places.contains(location)) {
      return new Closing.UnknownPlace();
    }
    return locked(
        location,
        jdbc -> {
          boolean ends =
              ending(jdbc, END, location, ending)
                  .param("ticket", ticket)
                  .query(PostgresQueues::queue)
                  .optional()
                  .isPresent();
          return standing(jdbc, ticket)
              .filter(standing -> standing.ticket().location().equals(location))
              .<Closing>map(standing ->
                  ends
                      ? new Closing.Ended(standing.ticket(), standing.queue())
                      : new Closing.EndedBefore(standing.ticket(), standing.queue()))
              .orElseGet(Closing.UnknownTicket::new);
        });
  }

  @Override
  public Closing endNext(String location, Ending ending) {
    if (!places.contains(location)) {
      return new Closing.UnknownPlace();
    }
    return locked(
        location,
        jdbc ->
            ending(jdbc, END_NEXT, location, ending)
                .query((row, number) ->
                    new Next(queue(row, number), row.getObject("ticket", UUID.class)))
                .optional()
                .<Closing>map(next -> new Closing.Ended(ticket(jdbc, next), next.queue()))
                .orElseGet(Closing.Empty::new));
  }

  private static @Nullable Ticket ticket(JdbcClient jdbc, Next next) {
    return next.ticket() == null
        ? null
        : standing(jdbc, next.ticket()).map(Standing::ticket).orElseThrow();
  }

  @Override
  public Optional<Standing> ticket(UUID id) {
    return postgres.read(jdbc -> standing(jdbc, id));
  }

  private static Optional<Standing> standing(JdbcClient jdbc, UUID id) {
    return jdbc.sql(TICKET + " WHERE ticket.id = :id")
        .param("id", id)
        .query(PostgresQueues::standing)
        .optional();
  }

  /** Changes a line while holding its lock. */
  private <T> T locked(String location, Function<JdbcClient, T> statements) {
    T result =
        postgres.transact(jdbc -> {
          var _ = jdbc.sql(LOCK).param("location", location).query().singleValue();
          return statements.apply(jdbc);
        });
    outbox.raise();
    return result;
  }

  private <T> T change(Function<JdbcClient, T> statement) {
    T result = postgres.write(statement);
    outbox.raise();
    return result;
  }

  private static Queue line(JdbcClient jdbc, String location) {
    return jdbc.sql(FIND)
        .param("locations", new String[] {location})
        .query(PostgresQueues::queue)
        .single();
  }

  private StatementSpec ending(JdbcClient jdbc, String sql, String location, Ending ending) {
    return at(jdbc, sql, location)
        .param("state", ending.state().label())
        .param("kind", ending.kind().label());
  }

  private StatementSpec at(JdbcClient jdbc, String sql, String location) {
    return at(jdbc, sql, location, now());
  }

  private static StatementSpec at(JdbcClient jdbc, String sql, String location, Instant now) {
    return jdbc.sql(sql).param("location", location).param("at", now.atOffset(ZoneOffset.UTC));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Queue queue(ResultSet row, int number) throws SQLException {
    return new Queue(
        row.getString("location"),
        row.getInt("length"),
        row.getLong("version"),
        instant(row, "updated_at"));
  }

  private static Standing standing(ResultSet row, int number) throws SQLException {
    Queue queue = queue(row, number);
    var state = Ticket.State.of(row.getString("state"));
    boolean waits = state == Ticket.State.WAITING;
    var ticket =
        new Ticket(
            row.getObject("id", UUID.class),
            queue.location(),
            row.getLong("number"),
            state,
            waits ? queue.length() - row.getInt("behind") : 0,
            instant(row, "joined_at"),
            waits ? null : instant(row, "ended_at"));
    return new Standing(ticket, queue);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
