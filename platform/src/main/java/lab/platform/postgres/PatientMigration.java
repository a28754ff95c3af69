package lab.platform.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import lab.platform.startup.StartupRefusedException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates the schema at startup, and waits a bounded time for a PostgreSQL that is still starting
 * or failing over, so that the order in which a lab's nodes start does not matter.
 */
class PatientMigration implements FlywayMigrationStrategy {
  private static final Logger log = LoggerFactory.getLogger(PatientMigration.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PostgresProperties properties;

  PatientMigration(PostgresProperties properties) {
    this.properties = properties;
  }

  @Override
  public void migrate(Flyway flyway) {
    long deadline = System.nanoTime() + properties.startupWait().toNanos();
    boolean told = false;
    while (true) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        if (!isOutage(e)) {
          throw e;
        }
        if (System.nanoTime() > deadline) {
          throw refusal();
        }
      }
      if (!told) {
        log.warn("PostgreSQL does not answer yet; waiting for it, {}", properties.startupWait());
        told = true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private StartupRefusedException refusal() {
    return new StartupRefusedException(
        "PostgreSQL did not answer within " + properties.startupWait() + ".",
        "Check spring.datasource.url, .username and .password, and that the server runs and, of"
            + " several, that one is the primary. lab.postgres.startup-wait changes the wait.");
  }

  private static boolean isOutage(FlywayException failure) {
    var cause = Outages.sqlException(failure);
    return cause != null
        && (Outages.isServerGone(cause.getSQLState()) || Outages.isOverloaded(cause));
  }
}
