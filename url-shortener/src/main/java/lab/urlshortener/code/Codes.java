package lab.urlshortener.code;

/** Issues codes: seven base62 digits, each code once, in an order that looks random. */
public final class Codes {
  private final CodeCipher cipher;
  private final IdAllocator ids;

  Codes(CodeCipher cipher, IdAllocator ids) {
    this.cipher = cipher;
    this.ids = ids;
  }

  /** Whether the text has the form of a code from {@code start} to its end. */
  public static boolean isCode(String text, int start) {
    return Base62.isCode(text, start);
  }

  /** Whether the text has the form of a code. */
  public static boolean isCode(String text) {
    return Base62.isCode(text, 0);
  }

  /**
   * A code that was never issued before.
   *
   * @throws lab.platform.resilience.StoreUnavailableException if PostgreSQL grants no new range of
   *     ids in time
   */
  public String issue() {
    return cipher.encode(ids.next());
  }

  /** Reports that an issued code was in use after all: the range that it came from is discarded. */
  public void discard(String code) {
    ids.discard(cipher.decode(code));
  }
}
