package lab.urlshortener.link;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import lab.platform.web.IdempotencyKey;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Links as a resource: {@code POST /api/links}, {@code GET /api/links/{code}}. */
@RestController
@RequestMapping("/api/links")
class LinkController {
  /** What clients see of a link. */
  record LinkView(String code, String shortUrl, String url, Instant createdAt) {}

  private final Links links;
  private final CreateRequest createRequest;
  private final LinkProperties properties;

  LinkController(Links links, CreateRequest createRequest, LinkProperties properties) {
    this.links = links;
    this.createRequest = createRequest;
    this.properties = properties;
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<LinkView> create(HttpServletRequest request) throws IOException {
    var key = IdempotencyKey.of(request);
    var url = createRequest.url(request);
    return switch (links.create(url, key)) {
      case Creation.Created(Link link) -> created(link);
      case Creation.Replayed(Link link) -> created(link);
      case Creation.KeyReused() ->
          throw new ProblemException(
              Problem.of(422, "idempotency-key-reused", "Idempotency key reused")
                  .detail("This Idempotency-Key was used for another url before.")
                  .field(IdempotencyKey.HEADER)
                  .bound("one key, one url"));
    };
  }

  @GetMapping(path = "/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
  LinkView link(@PathVariable String code) {
    return view(links.get(code));
  }

  private ResponseEntity<LinkView> created(Link link) {
    return ResponseEntity.created(URI.create("/api/links/" + link.code())).body(view(link));
  }

  private LinkView view(Link link) {
    return new LinkView(
        link.code(), properties.shortUrl(link.code()), link.url(), link.createdAt());
  }
}
