package lab.urlshortener.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CodeCipherTest {
  private final CodeCipher cipher =
      new CodeCipher(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

  /** Links in the world depend on these: a change here needs a migration, not a new expectation. */
  @Test
  void keeps_its_codes_from_release_to_release() {
    assertThat(LongStream.of(0, 1, 2, 999, CodeCipher.SIZE - 1).mapToObj(cipher::encode))
        .containsExactly("Xtl5KF0", "uGwwzTy", "3LXZ65k", "ScPuvjs", "KAmQDe9");
    assertThat(cipher.fingerprint()).isEqualTo("ed955012970f4d20cb6e5b24479fa7a5");
  }

  @Test
  void has_a_domain_of_62_to_the_7th() {
    assertThat(CodeCipher.SIZE).isEqualTo((long) Math.pow(62, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.encode(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.encode(CodeCipher.SIZE));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.decode("abc-efg"));
    assertThatIllegalArgumentException().isThrownBy(() -> cipher.decode("abcdefgh"));
  }
}
