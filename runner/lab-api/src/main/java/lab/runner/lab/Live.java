package lab.runner.lab;

import java.net.URI;

/**
 * Where a load's figures are sent while it runs, by PUT.
 *
 * @param token for authorization; empty for none
 */
public record Live(URI url, String token) {
  private static final String PATH = "/metrics/load";

  /** The monitor at this origin. */
  public static Live of(URI monitor, String token) {
    return new Live(monitor.resolve(PATH), token);
  }

  @Override
  public String toString() {
    return url.toString(); // without the token
  }
}
