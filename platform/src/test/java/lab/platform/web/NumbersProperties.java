package lab.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;

class NumbersProperties {
  @Property(tries = 200)
  void every_whole_number_is_read_as_it_is_written(
      @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long n) {
    assertThat(Numbers.whole(Long.toString(n))).isEqualTo(OptionalLong.of(n));
  }

  @Property(tries = 200)
  void every_decimal_is_read_as_it_is_written(
      @ForAll @BigRange(min = "-180", max = "180") @Scale(6) BigDecimal n) {
    assertThat(Numbers.decimal("n", n.toPlainString(), -180, 180)).isEqualTo(n.doubleValue());
  }

  @Property(tries = 500)
  void what_is_read_is_also_a_number_of_json(
      @ForAll @StringLength(min = 1, max = 5) @Chars({'0', '1', '5', '.', '-', '+', 'e', 'd', ' '})
          String text) {
    if (Numbers.whole(text).isPresent()) {
      var body = JsonBody.of(("{\"n\":" + text + "}").getBytes(UTF_8), "n");
      assertThat(body.integer("n", -100_000, 100_000)).isEqualTo(Integer.parseInt(text));
    }
  }
}
