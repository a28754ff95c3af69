package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lab.urlshortener.url.Host;
import lab.urlshortener.url.Url;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressesTest {
  private static boolean leads(String url, String... here) throws Exception {
    var own = new java.util.ArrayList<Url>();
    for (String address : here) {
      own.add(Url.parse(address));
    }
    return new OwnAddresses(List.copyOf(own)).contains(Url.parse(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.b.localhost",
        "a.localhost.",
        "ｌｏｃａｌｈｏｓｔ",
        "localho%73t",
        "local\u00adhost",
        "localhost.localdomain",
        "ip6-localhost",
        "127.0.0.1",
        "127.0.0.1.",
        "127.0.0.2",
        "127.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7F.1",
        "0177.0.0.1",
        "017700000001",
        "１２７.０.０.１",
        "127。0。0。1",
        "①27.0.0.1",
        "%31%32%37.0.0.1",
        "0",
        "0.0.0.0",
        "0x0",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::]",
        "[::0.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:127.9.9.9]",
        "[0:0:0:0:0:ffff:0:0]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]"
      })
  void knows_this_machine_in_every_spelling(String host) throws Exception {
    for (String scheme : List.of("http", "https")) {
      String url = scheme + "://" + host + ":8080/abc1234";
      assertThat(leads(url, "http://localhost:8080")).isTrue();
      assertThat(leads(url, "http://127.0.0.1:8080/")).isTrue();
      assertThat(leads(url, "https://s.example", "http://[::1]:8080")).as("an alias").isTrue();
      assertThat(leads(scheme + "://" + host + ":3000/", "http://localhost:8080")).isFalse();
      assertThat(leads(scheme + "://" + host + "/", "http://localhost:8080")).isFalse();
      assertThat(leads(scheme + "://" + host + "/", "http://localhost")).isTrue();
      assertThat(leads(url, "https://s.example:8080")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "localhost.example.org",
        "notlocalhost",
        "128.0.0.1",
        "126.255.255.255",
        "10.0.0.1",
        "[::2]",
        "[fe80::1]",
        "[::ffff:10.0.0.1]",
        "[2001:db8::7f00:1]"
      })
  void does_not_mistake_another_machine_for_this_one(String host) throws Exception {
    assertThat(leads("http://" + host + ":8080/abc1234", "http://localhost:8080")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://s.example, https://s.example/x, true",
    "https://s.example, https://S.EXAMPLE./x, true",
    "https://s.example, https://s.example:443/x, true",
    "https://s.example, https://s.example:0443/x, true",
    "https://s.example, http://s.example/x, true",
    "https://s.example, http:\\\\s.example, true",
    "https://s.example, http://s.example:8080/x, false",
    "https://s.example, https://www.s.example/x, false",
    "https://s.example./l, https://s.example/x, true",
    "https://bücher.example, https://xn--bcher-kva.example/x, true",
    "https://xn--bcher-kva.example, https://BÜCHER.example/x, true",
    "http://192.168.1.5:8080, http://[::ffff:c0a8:105]:8080/x, true",
    "http://192.168.1.5:8080, http://3232235781:8080/x, true",
    "http://[2001:db8::5]:8080, http://[2001:0db8:0:0::5]:8080/x, true",
    "http://192.168.1.5:8080, http://192.168.1.6:8080/x, false"
  })
  void knows_its_own_name_and_address(String here, String url, boolean leadsHere) throws Exception {
    assertThat(leads(url, here)).isEqualTo(leadsHere);
  }

  @Property
  void all_of_127_is_this_machine_however_it_is_wrapped(@ForAll @IntRange(max = 0xff_ffff) int rest)
      throws Exception {
    var address = new Host.Ipv4(127 << 24 | rest);
    for (String host :
        List.of(
            address.toString(),
            Integer.toString(address.address()),
            "0x" + Integer.toHexString(address.address()),
            "[::ffff:" + address + "]",
            "[64:ff9b::" + address + "]")) {
      assertThat(leads("http://" + host + ":8080/", "http://localhost:8080")).as(host).isTrue();
    }
  }
}
