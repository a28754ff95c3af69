package lab.urlshortener.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
  /** The authors' test vectors: key 00 01 … 0f, message 00 01 … 07. */
  @Test
  void agrees_with_the_reference_implementation() {
    long hash = SipHash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 0x0706050403020100L);

    assertThat(hash).isEqualTo(0x93f5f5799a932462L);
  }
}
