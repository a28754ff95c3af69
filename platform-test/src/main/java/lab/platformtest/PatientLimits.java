package lab.platformtest;

import java.util.Map;

/**
 * What a service under test waits for its stores. A service gives up on a store within a second and
 * answers 503, so that its callers are not kept; on a busy machine a store that is well can take
 * longer, and a test that asks for what holds at any speed would fail by it. A test of the limits
 * themselves sets them to the service's own.
 */
public final class PatientLimits {
  /** Settings for every service on the platform: milliseconds, or with their unit. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "lab.redis.command-timeout", "500ms",
          "spring.datasource.hikari.connection-timeout", "10000",
          "spring.datasource.hikari.connection-init-sql",
              "SET statement_timeout = '10s'; SET lock_timeout = '10s';"
                  + " SET idle_in_transaction_session_timeout = '20s'");

  private PatientLimits() {}
}
