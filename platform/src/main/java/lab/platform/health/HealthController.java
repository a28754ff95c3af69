package lab.platform.health;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What load balancers ask: does this instance want traffic? The stores behind it are not part of
 * the answer, because all instances share them: if a store's outage made every instance unhealthy,
 * requests that need no store would fail along with those that do.
 */
@RestController
class HealthController {
  private static final String HEALTHY = "{\"status\":\"healthy\"}";
  private static final String UNHEALTHY = "{\"status\":\"unhealthy\"}";

  private final Drain drain;

  HealthController(Drain drain) {
    this.drain = drain;
  }

  @GetMapping("/health")
  ResponseEntity<String> health() {
    boolean healthy = !drain.isDraining();
    return ResponseEntity.status(healthy ? 200 : 503)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .body(healthy ? HEALTHY : UNHEALTHY);
  }
}
