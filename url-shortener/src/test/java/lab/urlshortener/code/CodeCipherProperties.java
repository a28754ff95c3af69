package lab.urlshortener.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CodeCipherProperties {
  private static final long LAST = CodeCipher.SIZE - 1;

  @Property
  void every_id_is_recovered_from_its_code(
      @ForAll @Size(16) byte[] key, @ForAll @LongRange(max = LAST) long id) {
    var cipher = new CodeCipher(key);

    assertThat(cipher.decode(cipher.encode(id))).isEqualTo(id);
  }

  @Property
  void every_code_has_an_id(@ForAll @Size(16) byte[] key, @ForAll @LongRange(max = LAST) long n) {
    var cipher = new CodeCipher(key);
    String code = Base62.encode(n);

    assertThat(cipher.encode(cipher.decode(code))).isEqualTo(code);
  }

  @Property
  void every_code_has_seven_base62_digits(
      @ForAll @Size(16) byte[] key, @ForAll @LongRange(max = LAST) long id) {
    assertThat(new CodeCipher(key).encode(id)).matches("[0-9A-Za-z]{7}");
  }

  @Property(tries = 50)
  void a_range_of_ids_has_as_many_codes(
      @ForAll @Size(16) byte[] key, @ForAll @LongRange(max = LAST - 1000) long first) {
    var cipher = new CodeCipher(key);
    var codes = new HashSet<String>();
    LongStream.range(first, first + 1000).forEach(id -> codes.add(cipher.encode(id)));

    assertThat(codes).hasSize(1000);
  }

  /**
   * Of 2,000 pairs of neighbours, chance alone gives 32 the same first character (standard
   * deviation 5.6). More than 100 would be twelve deviations off, and a counter would give 2,000.
   */
  @Property(tries = 20)
  void neighbours_share_a_prefix_no_more_often_than_chance(
      @ForAll @Size(16) byte[] key, @ForAll @LongRange(max = LAST - 3000) long first) {
    var cipher = new CodeCipher(key);
    long alike =
        LongStream.range(first, first + 2000)
            .filter(id -> cipher.encode(id).charAt(0) == cipher.encode(id + 1).charAt(0))
            .count();

    assertThat(alike).isLessThan(100);
  }

  /** As above, for the last digit and for the same id under keys that differ in one bit. */
  @Property(tries = 20)
  void another_key_makes_other_codes(
      @ForAll @Size(16) byte[] key, @ForAll @LongRange(max = LAST - 3000) long first) {
    var cipher = new CodeCipher(key);
    byte[] flipped = key.clone();
    flipped[15] ^= 1;
    var other = new CodeCipher(flipped);
    long alike =
        LongStream.range(first, first + 2000)
            .filter(id -> cipher.encode(id).charAt(6) == other.encode(id).charAt(6))
            .count();

    assertThat(alike).isLessThan(100);
    assertThat(other.fingerprint()).isNotEqualTo(cipher.fingerprint());
  }
}
