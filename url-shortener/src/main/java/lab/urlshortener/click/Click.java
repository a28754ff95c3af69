package lab.urlshortener.click;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The event of topic {@code url-shortener.clicks}, keyed by the code. Consumers read {@code
 * {"code":"…","at":"2026-01-31T12:00:00.123Z","instance":"url-shortener-1"}}.
 *
 * @param code seven base62 digits
 * @param atMillis when, in milliseconds since 1970
 */
record Click(String code, long atMillis) {
  /** Codes, times and instance names have no character that JSON would have to escape. */
  byte[] toJson(String instance) {
    var json =
        "{\"code\":\"%s\",\"at\":\"%s\",\"instance\":\"%s\"}"
            .formatted(code, Instant.ofEpochMilli(atMillis), instance);
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
