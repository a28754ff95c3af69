package lab.urlshortener.url;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The standard's host parser. A name that ends in a number is an IPv4 address or invalid, however
 * it is written: {@code 127.1}, {@code 0x7f000001}, and in digits that UTS 46 maps to these. A name
 * in ASCII is not checked further, even if it contains Punycode: registries have names that UTS 46
 * rejects, and browsers go there.
 */
final class HostParser {
  private static final String FORBIDDEN = " #%/:<>?@[\\]^|";

  /** What UTS 46 checks but the standard does not require: hyphens, and lengths as in DNS. */
  private static final Set<IDNA.Error> IGNORED =
      EnumSet.of(
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4,
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG);

  private HostParser() {}

  /** Loads ICU's tables when a name first needs them. */
  private static final class Uts46 {
    private static final IDNA NON_TRANSITIONAL =
        IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII);
  }

  static Host parse(String text) throws InvalidUrlException {
    if (text.startsWith("[")) {
      return Addresses.ipv6(text);
    }
    String name = asciiName(PercentEncoding.decode(text));
    return Addresses.endsInNumber(name) ? Addresses.ipv4(name) : new Host.Domain(name);
  }

  private static String asciiName(String name) throws InvalidUrlException {
    boolean isAscii = name.chars().allMatch(c -> c < 128);
    String ascii = isAscii ? name.toLowerCase(Locale.ROOT) : uts46(name);
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c < ' ' || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
        throw new InvalidUrlException(
            "url must name a valid host; a host's name cannot contain " + named(c) + ".",
            "valid host");
      }
    }
    if (ascii.isEmpty()) {
      throw new InvalidUrlException(
          "url must name a valid host; nothing is left of this one's name.", "valid host");
    }
    return ascii;
  }

  private static String named(char c) {
    return c == ' ' ? "spaces" : c < ' ' || c == 0x7f ? "control characters" : String.valueOf(c);
  }

  private static String uts46(String name) throws InvalidUrlException {
    var ascii = new StringBuilder();
    var info = new IDNA.Info();
    Uts46.NON_TRANSITIONAL.nameToASCII(name, ascii, info);
    var errors = EnumSet.noneOf(IDNA.Error.class);
    errors.addAll(info.getErrors());
    errors.removeAll(IGNORED);
    if (!errors.isEmpty()) {
      throw new InvalidUrlException(
          "url must name a valid host; this one's name is none by UTS 46: " + why(errors) + ".",
          "valid host");
    }
    return ascii.toString();
  }

  private static String why(Set<IDNA.Error> errors) {
    return errors.iterator().next().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
