package lab.runner.experiment;

import java.net.URI;
import java.util.Optional;

/**
 * What a load is put on.
 *
 * @param gateway where it answers, without a path
 * @param live who takes the load's figures while it runs; empty: nobody
 */
public record LoadTarget(URI gateway, Optional<Live> live) {
  private static final String PATH = "/metrics/load";

  /**
   * Who takes the figures by PUT.
   *
   * @param token shown to it; empty: none
   */
  public record Live(URI url, String token) {
    /** The monitor that answers at this origin. */
    public static Live of(URI monitor, String token) {
      return new Live(monitor.resolve(PATH), token);
    }

    @Override
    public String toString() {
      return url.toString(); // without the token
    }
  }
}
