package lab.urlshortener.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bijection between ids and codes.
 *
 * <p><b>The question.</b> A short code should never collide with another, and should not reveal how
 * many links there are or what the next one is called. Random codes meet the second requirement and
 * fail the first: by the birthday bound a collision among 62<sup>7</sup> random codes is as likely
 * as not after some two million links, and each write then needs a check and perhaps another draw.
 * A counter meets the first and fails the second: {@code 000001a} is followed by {@code 000001b}.
 *
 * <p><b>The answer</b> is a counter sent through a permutation. Ids are unique because they are
 * counted; codes are unique because a permutation never maps two ids to one code; and without the
 * key the order of the codes looks random.
 *
 * <ul>
 *   <li><b>The domain</b> is [0, 62<sup>7</sup>): 3,521,614,606,208 codes of exactly seven base62
 *       digits.
 *   <li><b>The permutation</b> is a balanced Feistel network over 42 bits, two halves of 21. Each
 *       round replaces (L, R) by (R, L xor F(R)), which can be undone whatever F is, so the network
 *       is a bijection by construction. F is SipHash-2-4, cut to 21 bits, under a key of its own
 *       per round. Luby and Rackoff ("How to construct pseudorandom permutations from pseudorandom
 *       functions", 1988) prove that four rounds of a pseudorandom F cannot be told from a random
 *       permutation, up to about the square root of a half's size in queries; as 2<sup>21</sup> is
 *       small, there are eight rounds (Patarin's later bounds reward each further one).
 *   <li><b>Cycle walking</b> fits 2<sup>42</sup> to 62<sup>7</sup>: a result outside the domain is
 *       permuted again until it falls inside. The walk stays on one cycle of the permutation and
 *       starts inside the domain, so it ends, and what it computes is again a bijection. It takes
 *       2<sup>42</sup> / 62<sup>7</sup> = 1.25 steps on average. Black and Rogaway, "Ciphers with
 *       Arbitrary Finite Domains" (2002).
 *   <li><b>The round keys</b> are HMAC-SHA256 of a label with the service's one secret.
 * </ul>
 *
 * <p>It hides the order of codes from outsiders; it does not make a code a secret. Anyone who has a
 * link's code has the link.
 *
 * <p>Immutable and thread-safe.
 */
final class CodeCipher {
  /** 62 to the power of 7: ids and permuted ids are below it. */
  static final long SIZE = 3_521_614_606_208L;

  private static final int HALF_BITS = 21;
  private static final long HALF_MASK = (1L << HALF_BITS) - 1;
  private static final int ROUNDS = 8;

  /** Part of the hashed input: a later scheme gets another name, and so another fingerprint. */
  private static final String SCHEME = "url-shortener codes v1";

  private final long[] roundKeys = new long[2 * ROUNDS];
  private final String fingerprint;

  CodeCipher(byte[] key) {
    for (int round = 0; round < ROUNDS; round++) {
      var bytes = ByteBuffer.wrap(hmac(key, "round " + round));
      roundKeys[2 * round] = bytes.getLong();
      roundKeys[2 * round + 1] = bytes.getLong();
    }
    fingerprint = HexFormat.of().formatHex(hmac(key, "fingerprint"), 0, 16);
  }

  /** Distinguishes two keys without revealing either. 32 hex digits. */
  String fingerprint() {
    return fingerprint;
  }

  /** The code of an id in [0, {@link #SIZE}). */
  String encode(long id) {
    requireInDomain(id);
    long permuted = id;
    do {
      permuted = permute(permuted);
    } while (permuted >= SIZE);
    return Base62.encode(permuted);
  }

  /** The id that has this code. */
  long decode(String code) {
    long id = Base62.decode(code);
    do {
      id = unpermute(id);
    } while (id >= SIZE);
    return id;
  }

  private long permute(long value) {
    long left = value >>> HALF_BITS;
    long right = value & HALF_MASK;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ roundFunction(round, right);
      left = right;
      right = next;
    }
    return left << HALF_BITS | right;
  }

  private long unpermute(long value) {
    long left = value >>> HALF_BITS;
    long right = value & HALF_MASK;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      long previous = right ^ roundFunction(round, left);
      right = left;
      left = previous;
    }
    return left << HALF_BITS | right;
  }

  private long roundFunction(int round, long half) {
    return SipHash.hash(roundKeys[2 * round], roundKeys[2 * round + 1], half) & HALF_MASK;
  }

  private static void requireInDomain(long id) {
    if (id < 0 || id >= SIZE) {
      throw new IllegalArgumentException("id " + id + " is outside [0, " + SIZE + ")");
    }
  }

  private static byte[] hmac(byte[] key, String label) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal((SCHEME + ", " + label).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
