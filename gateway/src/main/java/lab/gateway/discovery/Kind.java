package lab.gateway.discovery;

import io.netty.handler.codec.dns.DnsRecordType;
import java.net.Inet4Address;
import java.net.InetAddress;

/** The kinds of address, each of which needs its own query. */
enum Kind {
  V4,
  V6;

  DnsRecordType record() {
    return switch (this) {
      case V4 -> DnsRecordType.A;
      case V6 -> DnsRecordType.AAAA;
    };
  }

  static Kind of(InetAddress address) {
    return address instanceof Inet4Address ? V4 : V6;
  }
}
