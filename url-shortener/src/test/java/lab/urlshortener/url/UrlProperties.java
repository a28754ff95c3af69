package lab.urlshortener.url;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class UrlProperties {
  @Property
  void every_accepted_url_is_visible_ascii_and_parses_to_itself(
      @ForAll @StringLength(max = 40) String host, @ForAll @StringLength(max = 200) String path) {
    requireStableIfTaken("https://" + host + "/" + path);
    requireStableIfTaken("https://example.com/" + path);
    requireStableIfTaken("http://example.com?" + path + "#" + host);
    requireStableIfTaken(host + path);
  }

  @Property
  void an_ipv4_address_is_the_same_in_every_spelling(@ForAll int address) throws Exception {
    var host = new Host.Ipv4(address);
    long number = Integer.toUnsignedLong(address);
    for (String spelling :
        new String[] {
          Long.toString(number),
          "0x" + Long.toHexString(number),
          "0" + Long.toOctalString(number),
          "%d.%d".formatted(number >> 24, number & 0xff_ffff),
          "0x%x.0%o.%d".formatted(number >> 24, number >> 16 & 0xff, number & 0xffff),
          host + "."
        }) {
      assertThat(Url.parse("http://" + spelling).host()).as(spelling).isEqualTo(host);
    }
  }

  @Property
  void an_ipv6_address_is_read_as_it_is_written(@ForAll long high, @ForAll long low)
      throws Exception {
    // zeros are rare by chance
    for (long mask : new long[] {-1, 0xffff, 0xffff_0000_0000_0000L, 0x0000_ffff_0000_ffffL, 0}) {
      var host = new Host.Ipv6(high & mask, low & mask);
      String plain = "[%x:%x:%x:%x:%x:%x:%x:%x]".formatted(pieces(host));

      assertThat(Url.parse("http://" + plain).host()).isEqualTo(host);
      assertThat(Url.parse("http://" + host).host()).isEqualTo(host);
      assertThat(host.toString()).hasSizeLessThanOrEqualTo(plain.length()).doesNotContain(":::");
    }
  }

  private static Object[] pieces(Host.Ipv6 host) {
    var pieces = new Object[8];
    for (int i = 0; i < 8; i++) {
      pieces[i] = (i < 4 ? host.high() : host.low()) >>> 48 - 16 * (i % 4) & 0xffff;
    }
    return pieces;
  }

  private static void requireStableIfTaken(String text) {
    Url url;
    try {
      url = Url.parse(text);
    } catch (InvalidUrlException e) {
      assertThat(e.detail()).isNotBlank();
      assertThat(e.bound()).isNotBlank();
      return;
    }
    assertThat(url.toString()).matches("https?://[\\x21-\\x7e]+");
    try {
      assertThat(Url.parse(url.toString())).isEqualTo(url);
    } catch (InvalidUrlException e) {
      throw new AssertionError("taken once, refused twice: " + url, e);
    }
  }
}
