package lab.urlshortener.code;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import lab.platform.postgres.Postgres;
import lab.platform.resilience.StoreUnavailableException;

/**
 * Leases ranges of ids from a PostgreSQL sequence: one {@code nextval} is one range.
 *
 * <p><b>A range must never be leased twice, and a failover could cause that.</b> A sequence is not
 * transactional. {@code nextval} writes the log for 32 values ahead, and a caller whose value was
 * logged by an earlier call writes nothing and hence waits for nothing: it can hold a value that
 * the synchronous standby has not received. If the primary then dies, the promoted standby returns
 * that value again. So each lease is also a row, inserted with the value it takes: the commit of
 * that row waits for the standby, and whatever the sequence logged precedes it in the log. A range
 * is used only after that commit.
 *
 * <p>If a sequence goes back all the same (a restored backup, a careless {@code setval}), the row's
 * primary key rejects the range, and the sequence is moved past all known leases. The last line of
 * defence is the primary key of the links themselves.
 */
final class PostgresLeases implements Leases {
  private static final int ATTEMPTS = 5;

  private final Postgres postgres;
  private final String instance;
  private final int rangeSize;
  private final Counter leased;
  private final Counter refused;
  private final Counter failed;

  PostgresLeases(Postgres postgres, String instance, int rangeSize, MeterRegistry meters) {
    this.postgres = postgres;
    this.instance = instance;
    this.rangeSize = rangeSize;
    this.leased = counter(meters, "leased");
    this.refused = counter(meters, "refused");
    this.failed = counter(meters, "failed");
  }

  @Override
  public IdRange lease() {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        var number = insert();
        if (number.isPresent()) {
          leased.increment();
          return range(number.get());
        }
        refused.increment();
        movePastKnownLeases();
      }
    } catch (StoreUnavailableException e) {
      failed.increment();
      throw e;
    }
    failed.increment();
    throw new StoreUnavailableException("every range that the sequence offered was leased before");
  }

  private Optional<Long> insert() {
    return postgres.write(jdbc ->
        jdbc.sql(
                """
                INSERT INTO code_lease (range_number, instance)
                VALUES (nextval('code_range'), ?)
                ON CONFLICT DO NOTHING
                RETURNING range_number
                """)
            .param(instance)
            .query(Long.class)
            .optional());
  }

  private void movePastKnownLeases() {
    postgres.write(jdbc ->
        jdbc.sql("SELECT setval('code_range', max(range_number)) FROM code_lease")
            .query(Long.class)
            .optional());
  }

  private IdRange range(long number) {
    long end = Math.multiplyExact(number + 1, (long) rangeSize);
    if (end > CodeCipher.SIZE) {
      throw new StoreUnavailableException("all " + CodeCipher.SIZE + " codes are used up");
    }
    return new IdRange(end - rangeSize, end);
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("lab.codes.leases")
        .description("Ranges of ids asked of PostgreSQL")
        .tag("result", result)
        .register(meters);
  }
}
