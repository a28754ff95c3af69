package lab.urlshortener.url;

/** A URL's host: a name or an address. As text, it is written as in the URL. */
public sealed interface Host {
  /**
   * A name.
   *
   * @param name in ASCII and lower case; labels beyond ASCII in Punycode
   */
  record Domain(String name) implements Host {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An IPv4 address, however it was written. */
  record Ipv4(int address) implements Host {
    @Override
    public String toString() {
      return "%d.%d.%d.%d"
          .formatted(
              address >>> 24, (address >>> 16) & 0xff, (address >>> 8) & 0xff, address & 0xff);
    }
  }

  /**
   * An IPv6 address.
   *
   * @param high its first 64 bits
   * @param low its last 64 bits
   */
  record Ipv6(long high, long low) implements Host {
    private int piece(int index) {
      long half = index < 4 ? high : low;
      return (int) (half >>> (16 * (3 - index % 4))) & 0xffff;
    }

    /** In brackets, with the first of the longest runs of zeros omitted (RFC 5952). */
    @Override
    public String toString() {
      int from = -1;
      int longest = 1;
      for (int i = 0; i < 8; i++) {
        int run = zerosAt(i);
        if (run > longest) {
          longest = run;
          from = i;
        }
      }
      var text = new StringBuilder("[");
      for (int i = 0; i < 8; i++) {
        if (i == from) {
          text.append("::");
          i += longest - 1;
        } else {
          boolean first = i == 0 || (from >= 0 && i == from + longest);
          text.append(first ? "" : ":").append(Integer.toHexString(piece(i)));
        }
      }
      return text.append(']').toString();
    }

    private int zerosAt(int index) {
      int zeros = 0;
      while (index + zeros < 8 && piece(index + zeros) == 0) {
        zeros++;
      }
      return zeros;
    }
  }
}
