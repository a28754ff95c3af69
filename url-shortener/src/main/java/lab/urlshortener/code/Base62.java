package lab.urlshortener.code;

/** Numbers below 62<sup>7</sup> as seven digits out of 0-9, A-Z, a-z, in that order. */
final class Base62 {
  static final int LENGTH = 7;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Base62() {}

  static String encode(long number) {
    var digits = new char[LENGTH];
    long rest = number;
    for (int i = LENGTH - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % 62));
      rest /= 62;
    }
    return new String(digits);
  }

  static long decode(String code) {
    if (!isCode(code, 0)) {
      throw new IllegalArgumentException("not seven base62 digits");
    }
    long number = 0;
    for (int i = 0; i < LENGTH; i++) {
      number = number * 62 + value(code.charAt(i));
    }
    return number;
  }

  /** Whether exactly seven base62 digits stand from {@code start} to the end. */
  static boolean isCode(String text, int start) {
    if (text.length() - start != LENGTH) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (value(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int value(char digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    if (digit >= 'A' && digit <= 'Z') {
      return digit - 'A' + 10;
    }
    return digit >= 'a' && digit <= 'z' ? digit - 'a' + 36 : -1;
  }
}
