package lab.platform.web;

import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object from a client, parsed strictly: in UTF-8, no field twice, nothing after it, and
 * every name and every string in it, at any depth, is valid {@link Text}. A service uses it for all
 * its input: request bodies and WebSocket messages.
 */
public sealed interface JsonText {
  /** It is such an object. */
  record Taken(ObjectNode object) implements JsonText {}

  /**
   * It is not JSON.
   *
   * @param detail why and where, in words for the client
   */
  record NotJson(String detail) implements JsonText {}

  /** It is JSON, but not an object. */
  record NotAnObject() implements JsonText {}

  /**
   * A name or a string in it is not valid text.
   *
   * @param field the object's field that is, or contains, the text
   * @param detail where and why, in words for the client
   */
  record IllFormed(String field, String detail) implements JsonText {}

  /** Parses bytes; a leading byte order mark is skipped (RFC 8259, section 8.1). */
  static JsonText read(byte[] bytes) {
    try {
      String text = Text.ofUtf8(bytes);
      return read(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return new NotJson("is not UTF-8");
    }
  }

  /** Parses text that is already decoded. */
  static JsonText read(String text) {
    try {
      return Reader.JSON.readTree(text) instanceof ObjectNode object
          ? Reader.check(object)
          : new NotAnObject();
    } catch (JacksonException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : ": see line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      return new NotJson("is not valid JSON" + where);
    }
  }

  /** The parser; an interface has no private constants. */
  final class Reader {
    private static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Reader() {}

    private static JsonText check(ObjectNode object) {
      for (var field : object.properties()) {
        String name = Text.printable(field.getKey());
        String flaw = flaw(name, field.getKey());
        flaw = flaw == null ? flaw(name, field.getValue()) : flaw;
        if (flaw != null) {
          return new IllFormed(name, flaw);
        }
      }
      return new Taken(object);
    }

    private static @Nullable String flaw(String where, JsonNode value) {
      if (value.isString()) {
        return flaw(where, value.stringValue());
      }
      for (int i = 0; i < value.size() && value.isArray(); i++) {
        String flaw = flaw(where + "[" + i + "]", value.path(i));
        if (flaw != null) {
          return flaw;
        }
      }
      for (var member : value.properties()) {
        String inside = where + "." + Text.printable(member.getKey());
        String flaw = flaw(inside, member.getKey());
        flaw = flaw == null ? flaw(inside, member.getValue()) : flaw;
        if (flaw != null) {
          return flaw;
        }
      }
      return null;
    }

    private static @Nullable String flaw(String where, String text) {
      String flaw = Text.flaw(text);
      return flaw == null ? null : where + " must be Unicode text; it has " + flaw + ".";
    }
  }
}
