package lab.urlshortener.code;

/**
 * SipHash-2-4 of one 64-bit word: a keyed function that is fast on short input and whose output is
 * indistinguishable from random without the key.
 *
 * <p>Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012).
 */
final class SipHash {
  private SipHash() {}

  static long hash(long k0, long k1, long word) {
    var state = new State(k0, k1);
    state.absorb(word);
    // The last block carries the length of the message in its top byte; nothing else is left.
    state.absorb(8L << 56);
    return state.finish();
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void absorb(long block) {
      v3 ^= block;
      round();
      round();
      v0 ^= block;
    }

    long finish() {
      v2 ^= 0xff;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
