package lab.runner.experiment;

import java.net.URI;
import java.util.Optional;
import lab.runner.lab.Live;

/**
 * The target of a load.
 *
 * @param gateway the origin that requests are sent to, a URI without a path
 * @param live where figures are sent while the load runs; empty for nowhere
 */
public record LoadTarget(URI gateway, Optional<Live> live) {
  /** The token for live figures; empty if there are none. */
  String token() {
    return live.map(Live::token).orElse("");
  }
}
