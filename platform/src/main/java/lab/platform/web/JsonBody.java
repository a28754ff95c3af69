package lab.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * A request's body: one JSON object with known fields. It is strict, so that a client's mistake is
 * reported rather than guessed away: {@code 400} names the field and its bound, {@code 413} the
 * size limit, {@code 415} an unsupported content coding.
 */
public final class JsonBody {
  private final @Nullable JsonNode object;

  private JsonBody(@Nullable JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the body.
   *
   * @param maxBytes the most bytes it may have
   * @param fields the fields it may have
   */
  public static JsonBody read(HttpServletRequest request, int maxBytes, String... fields)
      throws IOException {
    return of(bytes(request, maxBytes), fields);
  }

  /** Like {@link #read}, but the body may be missing, and then has no fields. */
  public static JsonBody readIfAny(HttpServletRequest request, int maxBytes, String... fields)
      throws IOException {
    byte[] bytes = bytes(request, maxBytes);
    return bytes.length == 0 ? new JsonBody(null) : of(bytes, fields);
  }

  static JsonBody of(byte[] bytes, String... fields) {
    return new JsonBody(object(bytes, List.of(fields)));
  }

  /** A required field that must be a string. */
  public String string(String field) {
    return optionalString(field)
        .orElseThrow(() -> invalid(field, field + " must be given, as a string.", "a string"));
  }

  /** An optional field that must be a string. */
  public Optional<String> optionalString(String field) {
    var value = object == null ? null : object.get(field);
    if (value != null && !value.isString()) {
      throw invalid(field, field + " must be a string.", "a string");
    }
    return Optional.ofNullable(value).map(JsonNode::stringValue);
  }

  /** A required field that must be a whole number within bounds. */
  public int integer(String field, int min, int max) {
    var value = object == null ? null : object.get(field);
    String bound = "a whole number from " + min + " to " + max;
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      throw invalid(field, field + " must be " + bound + ".", bound);
    }
    return value.intValue();
  }

  private static JsonNode object(byte[] bytes, List<String> fields) {
    return switch (JsonText.read(bytes)) {
      case JsonText.Taken(var object) -> known(object, fields);
      case JsonText.NotJson(var why) -> throw malformed("The body " + why + ".", fields);
      case JsonText.NotAnObject() -> throw malformed("The body must be a JSON object.", fields);
      case JsonText.IllFormed(var field, var detail) ->
          throw new ProblemException(Problem.malformedText(field, detail));
    };
  }

  private static JsonNode known(JsonNode body, List<String> fields) {
    for (String field : body.propertyNames()) {
      if (!fields.contains(field)) {
        throw unknown(field, fields);
      }
    }
    return body;
  }

  private static ProblemException unknown(String field, List<String> fields) {
    String names = String.join(", ", fields);
    return new ProblemException(
        Problem.of(400, "unknown-field", "Unknown field")
            .detail(
                fields.isEmpty()
                    ? "The body must have no fields."
                    : "The body has a field besides " + names + ".")
            .field(field)
            .bound(fields.isEmpty() ? "no fields" : "only " + names));
  }

  private static byte[] bytes(HttpServletRequest request, int max) throws IOException {
    if (request.getContentLengthLong() > max) {
      throw tooLarge(max);
    }
    byte[] bytes = request.getInputStream().readNBytes(max + 1);
    if (bytes.length > 0 && isEncoded(request)) {
      throw new ProblemException(StatusProblems.unsupportedCoding());
    }
    if (bytes.length > max) {
      throw tooLarge(max);
    }
    return bytes;
  }

  /** Whether it has a content coding (RFC 9110, section 8.4) other than identity. */
  private static boolean isEncoded(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
  }

  private static ProblemException malformed(String detail, List<String> fields) {
    String members =
        fields.stream()
            .map(field -> "\"" + field + "\": …")
            .collect(Collectors.joining(", ", "{", "}"));
    return new ProblemException(
        Problem.of(400, "malformed-body", "Malformed body")
            .detail(detail)
            .field("body")
            .bound("a JSON object " + members));
  }

  private static ProblemException invalid(String field, String detail, String bound) {
    return new ProblemException(
        Problem.of(400, "invalid-" + field, "Invalid " + field)
            .detail(detail)
            .field(field)
            .bound(bound));
  }

  private static ProblemException tooLarge(int max) {
    return new ProblemException(
        Problem.of(413, "body-too-large", "Body too large")
            .detail("The body must have at most " + max + " bytes.")
            .field("body")
            .bound("at most " + max + " bytes"));
  }
}
