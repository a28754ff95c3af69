package lab.urlshortener.url;

import java.util.regex.Pattern;

/** The standard's parsers of IPv4 and IPv6 addresses. */
final class Addresses {
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]*");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]+");
  private static final Pattern PIECE = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");

  private Addresses() {}

  static boolean endsInNumber(String name) {
    String[] labels = labels(name);
    String last = labels[labels.length - 1];
    return DECIMAL.matcher(last).matches() || HEX.matcher(last).matches();
  }

  /** Without the empty label that a trailing dot leaves. */
  private static String[] labels(String name) {
    boolean dotted = name.length() > 1 && name.endsWith(".");
    return DOT.split(dotted ? name.substring(0, name.length() - 1) : name, -1);
  }

  /** One to four numbers, decimal, octal or hexadecimal; the last fills the remaining bytes. */
  static Host.Ipv4 ipv4(String name) throws InvalidUrlException {
    String[] labels = labels(name);
    if (labels.length > 4) {
      throw invalidIpv4();
    }
    long address = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean last = i == labels.length - 1;
      int bits = last ? 8 * (5 - labels.length) : 8;
      long number = number(labels[i]);
      if (number >> bits != 0) {
        throw invalidIpv4();
      }
      address = (address << bits) | number;
    }
    return new Host.Ipv4((int) address);
  }

  private static long number(String text) throws InvalidUrlException {
    boolean hex = HEX.matcher(text).matches();
    boolean octal = OCTAL.matcher(text).matches();
    boolean zero = text.startsWith("0") && text.length() > 1;
    if (!hex && !octal && (zero || !DECIMAL.matcher(text).matches())) {
      throw invalidIpv4();
    }
    String digits = hex ? text.substring(2) : text;
    digits = "0" + digits.replaceFirst("^0+", "");
    if (digits.length() > 12) { // more than 32 bits in any of these
      throw invalidIpv4();
    }
    return Long.parseLong(digits, hex ? 16 : octal ? 8 : 10);
  }

  /** In brackets; its last 32 bits may be written as an IPv4 address. */
  static Host.Ipv6 ipv6(String bracketed) throws InvalidUrlException {
    if (!bracketed.endsWith("]")) {
      throw invalidIpv6();
    }
    String text = bracketed.substring(1, bracketed.length() - 1);
    int gap = text.indexOf("::");
    long[] front = pieces(gap < 0 ? text : text.substring(0, gap), gap < 0);
    long[] back = pieces(gap < 0 ? "" : text.substring(gap + 2), true);
    int given = front.length + back.length;
    if (gap < 0 ? given != 8 : given > 7) {
      throw invalidIpv6();
    }
    long[] halves = new long[2];
    for (int i = 0; i < 8; i++) {
      int ofBack = i - (8 - back.length);
      long piece = i < front.length ? front[i] : ofBack >= 0 ? back[ofBack] : 0;
      halves[i / 4] = (halves[i / 4] << 16) | piece;
    }
    return new Host.Ipv6(halves[0], halves[1]);
  }

  /**
   * @param last whether the address ends here, so that an IPv4 address may
   */
  private static long[] pieces(String text, boolean last) throws InvalidUrlException {
    if (text.isEmpty()) {
      return new long[0];
    }
    String[] parts = text.split(":", -1);
    String end = parts[parts.length - 1];
    boolean dotted = last && end.indexOf('.') >= 0;
    long[] pieces = new long[dotted ? parts.length + 1 : parts.length];
    for (int i = 0; i < (dotted ? parts.length - 1 : parts.length); i++) {
      if (!PIECE.matcher(parts[i]).matches()) {
        throw invalidIpv6();
      }
      pieces[i] = Long.parseLong(parts[i], 16);
    }
    if (dotted) {
      long address = Integer.toUnsignedLong(fourBytes(end));
      pieces[parts.length - 1] = address >>> 16;
      pieces[parts.length] = address & 0xffff;
    }
    return pieces;
  }

  private static int fourBytes(String text) throws InvalidUrlException {
    String[] bytes = DOT.split(text, -1);
    int address = 0;
    for (String one : bytes) {
      if (bytes.length != 4 || !BYTE.matcher(one).matches() || Integer.parseInt(one) > 255) {
        throw invalidIpv6();
      }
      address = (address << 8) | Integer.parseInt(one);
    }
    return address;
  }

  private static InvalidUrlException invalidIpv4() {
    return new InvalidUrlException(
        "url must name a valid host; one that ends in a number is an IPv4 address, and this is"
            + " none.",
        "IPv4 address");
  }

  private static InvalidUrlException invalidIpv6() {
    return new InvalidUrlException(
        "url must name a valid host; what is in brackets must be an IPv6 address.", "IPv6 address");
  }
}
