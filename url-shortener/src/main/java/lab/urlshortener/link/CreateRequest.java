package lab.urlshortener.link;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import lab.platform.web.JsonBody;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import lab.urlshortener.url.InvalidUrlException;
import lab.urlshortener.url.Url;
import org.springframework.stereotype.Component;

/**
 * Parses the request to create a link. It is strict, so that a client's mistake is reported rather
 * than guessed away: one JSON object with the one field {@code url}, a string.
 */
@Component
class CreateRequest {
  private static final String URL = "url";

  private final LinkProperties properties;
  private final OwnAddresses own;

  CreateRequest(LinkProperties properties) {
    this.properties = properties;
    this.own = properties.ownAddresses();
  }

  TargetUrl url(HttpServletRequest request) throws IOException {
    int max = (int) properties.maxBody().toBytes();
    return target(JsonBody.read(request, max, URL).string(URL));
  }

  private TargetUrl target(String text) {
    try {
      var url = Url.parse(text);
      if (own.contains(url)) {
        throw invalid(
            "url must not lead to this shortener itself.",
            "another server than " + properties.publicBaseUrl());
      }
      return TargetUrl.of(url);
    } catch (InvalidUrlException e) {
      throw invalid(e.detail(), e.bound());
    }
  }

  private static ProblemException invalid(String detail, String bound) {
    return new ProblemException(
        Problem.of(400, "invalid-url", "Invalid url").detail(detail).field(URL).bound(bound));
  }
}
