package lab.urlshortener.stats;

import java.time.Instant;
import lab.urlshortener.link.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/links/{code}/stats}: how often a link was followed. */
@RestController
class StatsController {
  /** What clients see; about a second behind, and without the clicks that were dropped. */
  record StatsView(String code, long clicks, @Nullable Instant lastClickAt) {}

  private final Links links;
  private final ClickCounts counts;

  StatsController(Links links, ClickCounts counts) {
    this.links = links;
    this.counts = counts;
  }

  @GetMapping(path = "/api/links/{code}/stats", produces = MediaType.APPLICATION_JSON_VALUE)
  StatsView stats(@PathVariable String code) {
    var link = links.get(code);
    var count = counts.of(link.code());
    return new StatsView(link.code(), count.clicks(), count.lastAt());
  }
}
