package lab.urlshortener.click;

import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event of topic {@code url-shortener.clicks}, keyed by the code. Consumers read {@code
 * {"code":"…","at":"2026-01-31T12:00:00.123Z","instance":"url-shortener-1"}}, and also {@code
 * "request":"0123456789abcdef"} if the request had an id.
 *
 * @param code seven base62 digits
 * @param atMillis when, in milliseconds since 1970
 * @param request the gateway's id of the request, the same on each try; null if there is none
 * @param span the request's span, the parent of the event's; not part of the event
 */
record Click(String code, long atMillis, @Nullable String request, Span span) {
  /** None of these values has a character that JSON would have to escape. */
  byte[] toJson(String instance) {
    var json =
        "{\"code\":\"%s\",\"at\":\"%s\",\"instance\":\"%s\"%s}"
            .formatted(
                code,
                Instant.ofEpochMilli(atMillis),
                instance,
                request == null ? "" : ",\"request\":\"" + request + "\"");
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
