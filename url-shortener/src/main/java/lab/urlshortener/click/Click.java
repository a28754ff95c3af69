package lab.urlshortener.click;

import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The event of topic {@code url-shortener.clicks}, keyed by the code. Consumers read {@code
 * {"code":"…","at":"2026-01-31T12:00:00.123Z","instance":"url-shortener-1"}}.
 *
 * @param code seven base62 digits
 * @param atMillis when, in milliseconds since 1970
 * @param request whose span the event's is a part of; not a part of the event
 */
record Click(String code, long atMillis, Span request) {
  /** Codes, times and instance names have no character that JSON would have to escape. */
  byte[] toJson(String instance) {
    var json =
        "{\"code\":\"%s\",\"at\":\"%s\",\"instance\":\"%s\"}"
            .formatted(code, Instant.ofEpochMilli(atMillis), instance);
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
