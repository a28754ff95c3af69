package lab.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.dns.DnsRecordType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lab.gateway.NameServer;
import lab.gateway.NameServer.Trouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the gateway interprets a name server's answers. */
class DnsIT {
  private final NameServer server = NameServer.start();
  private final Dns dns =
      new Dns(
          new DiscoveryProperties(
              Duration.ofMillis(100), Duration.ofMillis(300), server.address()));

  @AfterEach
  void stop() {
    dns.close();
    server.close();
  }

  private Answer ask() {
    return Objects.requireNonNull(dns.addresses("s").block(Duration.ofSeconds(10)));
  }

  private static Set<InetAddress> literals(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).collect(Collectors.toSet());
  }

  @Test
  void all_addresses_of_both_kinds_are_found_and_asked_for_each_time() {
    server.has("s", "10.0.0.1", "10.0.0.2", "fd00::1");
    assertThat(ask())
        .isEqualTo(new Answer.Found(literals("10.0.0.1", "10.0.0.2", "fd00::1"), Set.of()));
    server.has("s", "10.0.0.2");
    assertThat(ask()).isEqualTo(new Answer.Found(literals("10.0.0.2"), Set.of()));
    assertThat(server.asked("s", DnsRecordType.A)).isEqualTo(2);
  }

  @Test
  void forty_addresses_fit_into_an_answer() {
    String[] many = new String[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = "10.0.1." + i;
    }
    server.has("s", many);
    assertThat(ask()).isEqualTo(new Answer.Found(literals(many), Set.of()));
  }

  @Test
  void each_way_of_having_no_answer_is_distinguished() {
    assertThat(ask()).isEqualTo(new Answer.Nothing(Answer.Reason.NXDOMAIN));
    server.has("s");
    assertThat(ask()).isEqualTo(new Answer.Nothing(Answer.Reason.EMPTY));
    server.has("s", "10.0.0.1");
    server.has(Trouble.SERVFAIL, DnsRecordType.A, DnsRecordType.AAAA);
    assertThat(ask()).isEqualTo(new Answer.Nothing(Answer.Reason.FAILURE));
    server.has(Trouble.SILENCE, DnsRecordType.A, DnsRecordType.AAAA);
    assertThat(ask()).isEqualTo(new Answer.Nothing(Answer.Reason.TIMEOUT));
    server.close();
    assertThat(ask()).isInstanceOf(Answer.Nothing.class);
  }

  @Test
  void addresses_of_one_kind_say_nothing_of_the_other() {
    server.has("s", "10.0.0.1", "fd00::1");
    server.has(Trouble.SILENCE, DnsRecordType.AAAA);
    assertThat(ask()).isEqualTo(new Answer.Found(literals("10.0.0.1"), Set.of(Kind.V6)));
    Predicate<String> kept = a -> ((Answer.Found) ask()).keeps(InetAddress.ofLiteral(a));
    assertThat(kept).accepts("10.0.0.1", "fd00::1").rejects("10.0.0.2");
  }

  @Test
  void an_address_has_its_reverse_name() {
    server.calls("10.1.2.3", "lab-s-1.lab_default");
    assertThat(dns.name(InetAddress.ofLiteral("10.1.2.3")).block())
        .contains("lab-s-1.lab_default.");
    assertThat(dns.name(InetAddress.ofLiteral("10.1.2.4")).block()).isEmpty();
    assertThat(Dns.reverse(InetAddress.ofLiteral("2001:db8::567:89ab")))
        .isEqualTo("b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.");
  }
}
