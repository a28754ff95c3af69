package lab.urlshortener.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import lab.platform.postgres.Postgres;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.IdempotencyKey;
import lab.urlshortener.code.Codes;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Links in PostgreSQL.
 *
 * <p><b>One statement, one transaction, one round trip.</b> With an idempotency key, the statement
 * first claims the key and inserts the link only if that succeeded. Two instances that receive the
 * same key at the same time both run it; the unique index lets one through and makes the other wait
 * for the first's commit, after which it finds the key taken, inserts nothing, and reads what the
 * first one created.
 *
 * <p><b>A code that is in use</b> cannot come from the allocator, unless a range was leased twice
 * (see {@code PostgresLeases}). The primary key detects it; the whole range is then discarded and
 * the insert retried with a code from another.
 */
@Component("postgresLinks")
class PostgresLinks implements Links {
  private static final int ATTEMPTS = 4;

  private static final String INSERT = "INSERT INTO link (code, url, created_at) VALUES (?, ?, ?)";

  private static final String CLAIM_AND_INSERT =
      """
      WITH claimed AS (
        INSERT INTO idempotency_key (key, code) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING code)
      INSERT INTO link (code, url, created_at) SELECT code, ?, ? FROM claimed
      """;

  private static final String BY_CODE = "SELECT code, url, created_at FROM link WHERE code = ?";

  private static final String BY_KEY =
      """
      SELECT link.code, url, created_at
      FROM idempotency_key JOIN link USING (code)
      WHERE idempotency_key.key = ?
      """;

  private final Postgres postgres;
  private final Codes codes;
  private final Clock clock;
  private final Counter created;
  private final Counter replayed;
  private final Counter reused;
  private final Counter collisions;

  PostgresLinks(Postgres postgres, Codes codes, Clock clock, MeterRegistry meters) {
    this.postgres = postgres;
    this.codes = codes;
    this.clock = clock;
    this.created = counter(meters, "created");
    this.replayed = counter(meters, "replayed");
    this.reused = counter(meters, "reused");
    this.collisions =
        Counter.builder("lab.codes.collisions")
            .description("Issued codes that were in use, because a range was leased twice")
            .register(meters);
  }

  @Override
  public Resolution resolve(String code) {
    Optional<Link> link =
        postgres.read(jdbc -> jdbc.sql(BY_CODE).param(code).query(PostgresLinks::link).optional());
    return link.<Resolution>map(Resolution.Found::new).orElse(Resolution.UNKNOWN);
  }

  @Override
  public Creation create(TargetUrl url, @Nullable IdempotencyKey key) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      var link = new Link(codes.issue(), url.value(), now);
      try {
        if (insert(link, key)) {
          created.increment();
          return new Creation.Created(link);
        }
      } catch (DuplicateKeyException e) {
        collisions.increment();
        codes.discard(link.code());
        continue;
      }
      if (key != null) {
        return madeBefore(key, url);
      }
    }
    throw new StoreUnavailableException("no unused code was found");
  }

  private boolean insert(Link link, @Nullable IdempotencyKey key) {
    OffsetDateTime at = link.createdAt().atOffset(ZoneOffset.UTC);
    int inserted =
        postgres.write(jdbc ->
            key == null
                ? jdbc.sql(INSERT).params(link.code(), link.url(), at).update()
                : jdbc.sql(CLAIM_AND_INSERT)
                    .params(key.value(), link.code(), link.url(), at)
                    .update());
    return inserted == 1;
  }

  private Creation madeBefore(IdempotencyKey key, TargetUrl url) {
    Link link =
        postgres.read(
            jdbc -> jdbc.sql(BY_KEY).param(key.value()).query(PostgresLinks::link).single());
    if (link.url().equals(url.value())) {
      replayed.increment();
      return new Creation.Replayed(link);
    }
    reused.increment();
    return new Creation.KeyReused();
  }

  private static Link link(ResultSet row, int number) throws SQLException {
    return new Link(
        row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant());
  }

  /** Not {@code lab.links.created}: Prometheus reserves that suffix and drops it. */
  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("lab.links")
        .description("Requests to create a link, by result")
        .tag("result", result)
        .register(meters);
  }
}
