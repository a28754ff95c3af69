package lab.urlshortener.stats;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import lab.urlshortener.code.Codes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is read of an event of topic {@code url-shortener.clicks}.
 *
 * @param code whose link was followed
 */
record Clicked(String code, Instant at) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Empty if it is not such an event: one bad event must not hold up those behind it. */
  static Optional<Clicked> parse(byte[] json) {
    try {
      var event = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      String code = event.path("code").asString("");
      return !Codes.isCode(code)
          ? Optional.empty()
          : Optional.of(new Clicked(code, Instant.parse(event.path("at").asString(""))));
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
