package lab.urlshortener.link;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import lab.platform.web.JsonBody;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.springframework.stereotype.Component;

/**
 * Reads the wish for a link. It is strict, so that a client's slip is told and not guessed away:
 * one JSON object with the one field {@code url}, a string.
 */
@Component
class CreateRequest {
  private static final String URL = "url";

  private final LinkProperties properties;

  CreateRequest(LinkProperties properties) {
    this.properties = properties;
  }

  TargetUrl url(HttpServletRequest request) throws IOException {
    int max = (int) properties.maxBody().toBytes();
    return target(JsonBody.read(request, max, URL).string(URL));
  }

  private TargetUrl target(String text) {
    try {
      var url = TargetUrl.parse(text);
      if (url.leadsTo(properties.publicBaseUrl())) {
        throw invalid(
            "url must not lead to this shortener itself.",
            "another server than " + properties.publicBaseUrl());
      }
      return url;
    } catch (TargetUrl.InvalidException e) {
      throw invalid(String.valueOf(e.getMessage()), e.bound());
    }
  }

  private static ProblemException invalid(String detail, String bound) {
    return new ProblemException(
        Problem.of(400, "invalid-url", "Invalid url").detail(detail).field(URL).bound(bound));
  }
}
