package lab.urlshortener.link;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lab.urlshortener.url.Host;
import lab.urlshortener.url.Url;

/**
 * The addresses at which short URLs are answered. A link that leads there could lead to itself, in
 * a loop.
 *
 * <p>The decision depends on what a URL means, not on how it is written: on the parsed host and
 * port. All names and addresses of the machine itself count as one host, since a connection to any
 * of them ends there; so does an IPv6 address that only wraps an IPv4 one. With or without TLS is
 * the same place if the ports are the same, or each is its scheme's default.
 *
 * <p>What would require asking others is not known: names that DNS resolves to this machine, and
 * other shorteners.
 */
final class OwnAddresses {
  /** In the hosts files of common systems. */
  private static final Set<String> LOOPBACK_NAMES =
      Set.of(
          "localhost",
          "localhost.localdomain",
          "localhost4",
          "localhost4.localdomain4",
          "localhost6",
          "localhost6.localdomain6",
          "ip6-localhost",
          "ip6-loopback");

  private static final Host LOOPBACK = new Host.Domain("localhost");

  /**
   * A server.
   *
   * @param port 0 for the scheme's default
   */
  private record Place(Host host, int port) {
    static Place of(Url url) {
      return new Place(machine(url.host()), url.isOnDefaultPort() ? 0 : url.port());
    }
  }

  private final Set<Place> places;

  OwnAddresses(List<Url> addresses) {
    this.places = addresses.stream().map(Place::of).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether following the URL would lead here. */
  boolean contains(Url url) {
    return places.contains(Place.of(url));
  }

  /** One canonical host for each machine. */
  private static Host machine(Host host) {
    return switch (host) {
      case Host.Domain(var name) -> named(name.endsWith(".") ? cut(name) : name);
      case Host.Ipv4(var address) -> machine(host, address);
      case Host.Ipv6 ipv6 -> {
        boolean own = ipv6.high() == 0 && (ipv6.low() == 0 || ipv6.low() == 1); // :: and ::1
        yield own ? LOOPBACK : unwrapped(ipv6);
      }
    };
  }

  private static Host named(String name) {
    return LOOPBACK_NAMES.contains(name) || name.endsWith(".localhost")
        ? LOOPBACK
        : new Host.Domain(name);
  }

  private static String cut(String name) {
    return name.substring(0, name.length() - 1);
  }

  /** 127.0.0.0/8 is the machine itself, and so is 0.0.0.0/8, "this host on this network". */
  private static Host machine(Host host, int address) {
    int network = address >>> 24;
    return network == 127 || network == 0 ? LOOPBACK : host;
  }

  /**
   * The IPv4 address embedded in an IPv6 one: mapped and translated (RFC 4291, RFC 6145),
   * compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
   */
  private static Host unwrapped(Host.Ipv6 ipv6) {
    long prefix = ipv6.low() >>> 32;
    boolean mapped = ipv6.high() == 0 && (prefix == 0xffff || prefix == 0xffff_0000L);
    boolean compatible = ipv6.high() == 0 && prefix == 0 && ipv6.low() >>> 24 != 0;
    boolean nat64 = ipv6.high() == 0x0064_ff9b_0000_0000L && prefix == 0;
    if (mapped || compatible || nat64) {
      return machine(new Host.Ipv4((int) ipv6.low()));
    }
    boolean sixToFour = ipv6.high() >>> 48 == 0x2002;
    return sixToFour ? machine(new Host.Ipv4((int) (ipv6.high() >>> 16))) : ipv6;
  }
}
