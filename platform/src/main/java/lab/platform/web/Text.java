package lab.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside must be Unicode: whole code points, without U+0000. A Java string, a JSON
 * escape and a percent-encoding can each hold something else, such as half of a surrogate pair,
 * which no later step can write as UTF-8; and PostgreSQL's text cannot hold U+0000. Noncharacters
 * such as U+FFFE are code points like any other (Unicode 17, section 23.7).
 */
public final class Text {
  /** The rule, in words for clients. */
  static final String BOUND = "Unicode text without U+0000 and without half surrogate pairs";

  private Text() {}

  /** Why a text is rejected, in words for the client; null if it is valid. */
  public static @Nullable String flaw(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "U+0000";
      }
      if (isPairAt(text, i)) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return "half of a surrogate pair, " + escape(c);
      }
    }
    return null;
  }

  /** The text for people to read: invalid characters are written as in JSON, {@code \}ud83d. */
  public static String printable(String text) {
    if (flaw(text) == null) {
      return text;
    }
    var printable = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPairAt(text, i)) {
        printable.append(c).append(text.charAt(++i));
      } else {
        printable.append(c == 0 || Character.isSurrogate(c) ? escape(c) : c);
      }
    }
    return printable.toString();
  }

  /** The length in code points, which is how bounds count characters. */
  public static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /**
   * Reads UTF-8, strictly: no over-long forms, no surrogates (RFC 3629).
   *
   * @throws CharacterCodingException if it is anything else
   */
  static String ofUtf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Why a percent-encoded part of a URL is rejected; null if it is valid. */
  static @Nullable String flawOfEncoded(String encoded) {
    var bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        if (i + 2 >= encoded.length() || !isHex(encoded, i + 1) || !isHex(encoded, i + 2)) {
          return "a % without two hex digits behind it";
        }
        c = (char) Integer.parseInt(encoded, i + 1, i + 3, 16);
        i += 2;
      }
      bytes[length++] = (byte) c;
    }
    try {
      return flaw(ofUtf8(Arrays.copyOf(bytes, length)));
    } catch (CharacterCodingException e) {
      return "bytes that are not UTF-8";
    }
  }

  private static boolean isHex(String text, int index) {
    char c = text.charAt(index);
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  private static boolean isPairAt(String text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }

  private static String escape(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
