package lab.urlshortener.stats;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import lab.urlshortener.code.Codes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relevant fields of an event of topic {@code url-shortener.clicks}.
 *
 * @param code of the link that was followed
 * @param request the gateway's id of the request, the same on each try; null if there was none
 */
record Clicked(String code, Instant at, @Nullable Long request) {
  private static final Pattern REQUEST = Pattern.compile("[0-9a-f]{16}");

  private static final JsonMapper JSON = new JsonMapper();

  /** Empty if it is not such an event: one bad event must not block those after it. */
  static Optional<Clicked> parse(byte[] json) {
    try {
      var event = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      String code = event.path("code").asString("");
      return !Codes.isCode(code)
          ? Optional.empty()
          : Optional.of(
              new Clicked(
                  code,
                  Instant.parse(event.path("at").asString("")),
                  request(event.path("request").asString(""))));
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Long request(String hex) {
    return REQUEST.matcher(hex).matches() ? Long.parseUnsignedLong(hex, 16) : null;
  }
}
