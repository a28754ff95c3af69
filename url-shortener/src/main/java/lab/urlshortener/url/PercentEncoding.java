package lab.urlshortener.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Which characters are percent-encoded in which part, besides control characters and everything
 * beyond ASCII. None of the standard's sets has the percent sign: what is already encoded stays as
 * it is, and so does what only looks encoded.
 */
enum PercentEncoding {
  PATH(" \"#<>?^`{}"),
  /**
   * The standard's special-query set, which includes the apostrophe for the sake of old servers.
   */
  QUERY(" \"#<>'"),
  FRAGMENT(" \"<>`");

  private final String encoded;

  PercentEncoding(String encoded) {
    this.encoded = encoded;
  }

  String encode(String text) {
    var ascii = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (b <= 0x1f || b == 0x7f || encoded.indexOf(b) >= 0) { // those beyond ASCII are negative
        ascii.append("%%%02X".formatted(b));
      } else {
        ascii.append((char) b);
      }
    }
    return ascii.toString();
  }

  /** Decodes percent-encoded text; bytes that are not UTF-8 become U+FFFD. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(UTF_8);
    var decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      boolean code =
          bytes[i] == '%'
              && i + 2 < bytes.length
              && hex(bytes[i + 1]) >= 0
              && hex(bytes[i + 2]) >= 0;
      decoded.write(code ? 16 * hex(bytes[++i]) + hex(bytes[++i]) : bytes[i]);
    }
    return decoded.toString(UTF_8);
  }

  private static int hex(byte b) {
    return b < 0 ? -1 : Character.digit(b, 16);
  }
}
