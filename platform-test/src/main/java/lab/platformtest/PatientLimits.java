package lab.platformtest;

import java.util.Map;

/**
 * Longer time-outs of a service under test for its stores. A service gives up on a store within a
 * second and answers 503, so that its callers do not wait; on a busy machine a healthy store can
 * take longer, and a test that is not about speed would fail. A test of the time-outs themselves
 * sets them to the service's own.
 */
public final class PatientLimits {
  /** Settings for every service on the platform: in milliseconds, or with their unit. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "lab.redis.command-timeout", "500ms",
          "spring.datasource.hikari.connection-timeout", "10000",
          "spring.datasource.hikari.connection-init-sql",
              "SET statement_timeout = '10s'; SET lock_timeout = '10s';"
                  + " SET idle_in_transaction_session_timeout = '20s'");

  private PatientLimits() {}
}
