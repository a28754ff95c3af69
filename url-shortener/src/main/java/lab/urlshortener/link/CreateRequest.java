package lab.urlshortener.link;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import lab.urlshortener.web.Problem;
import lab.urlshortener.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the wish for a link. It is strict, so that a client's slip is told and not guessed away:
 * one JSON object with the one field {@code url}, a string.
 */
@Component
class CreateRequest {
  private static final String URL = "url";

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final LinkProperties properties;

  CreateRequest(LinkProperties properties) {
    this.properties = properties;
  }

  TargetUrl url(HttpServletRequest request) throws IOException {
    JsonNode body = parse(bytes(request));
    if (!body.isObject()) {
      throw malformed("The body must be a JSON object.");
    }
    for (String field : body.propertyNames()) {
      if (!field.equals(URL)) {
        throw invalid("unknown-field", "The body has a field besides url.", field, "only url");
      }
    }
    var url = body.get(URL);
    if (url == null || !url.isString()) {
      throw invalid("invalid-url", "url must be given, as a string.", URL, "a string");
    }
    return target(url.stringValue());
  }

  @Nullable IdempotencyKey idempotencyKey(HttpServletRequest request) {
    var values = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
    return values.isEmpty() ? null : new IdempotencyKey(String.join("\n", values).strip());
  }

  private TargetUrl target(String text) {
    try {
      var url = TargetUrl.parse(text);
      if (url.leadsTo(properties.publicBaseUrl())) {
        throw invalid(
            "invalid-url",
            "url must not lead to this shortener itself.",
            URL,
            "another server than " + properties.publicBaseUrl());
      }
      return url;
    } catch (TargetUrl.InvalidException e) {
      throw invalid("invalid-url", String.valueOf(e.getMessage()), URL, e.bound());
    }
  }

  private byte[] bytes(HttpServletRequest request) throws IOException {
    int max = (int) properties.maxBody().toBytes();
    if (request.getContentLengthLong() > max) {
      throw tooLarge(max);
    }
    byte[] bytes = request.getInputStream().readNBytes(max + 1);
    if (bytes.length > max) {
      throw tooLarge(max);
    }
    return bytes;
  }

  private JsonNode parse(byte[] bytes) {
    try {
      return json.readTree(bytes);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw malformed(
          at == null
              ? "The body is not valid JSON."
              : "The body is not valid JSON: see line %d, column %d."
                  .formatted(at.getLineNr(), at.getColumnNr()));
    }
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(
        Problem.of(400, "malformed-body", "Malformed body")
            .detail(detail)
            .field("body")
            .bound("a JSON object {\"url\": \"…\"}"));
  }

  private static ProblemException invalid(String type, String detail, String field, String bound) {
    String title = type.equals("unknown-field") ? "Unknown field" : "Invalid URL";
    return new ProblemException(
        Problem.of(400, type, title).detail(detail).field(field).bound(bound));
  }

  private static ProblemException tooLarge(int max) {
    return new ProblemException(
        Problem.of(413, "body-too-large", "Body too large")
            .detail("The body must have at most " + max + " bytes.")
            .field("body")
            .bound("at most " + max + " bytes"));
  }
}
