package lab.monitor.container;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names and addresses in the containers' network. */
interface Dns {
  /** The addresses of a name; none if it does not exist. */
  List<String> addresses(String name);

  /** The name of an address. */
  Optional<String> name(String address);

  /** The engine's DNS, through the operating system's resolver. */
  final class OfSystem implements Dns {
    @Override
    public List<String> addresses(String name) {
      try {
        return Stream.of(InetAddress.getAllByName(name)).map(InetAddress::getHostAddress).toList();
      } catch (UnknownHostException e) {
        return List.of();
      }
    }

    @Override
    public Optional<String> name(String address) {
      try {
        String name = InetAddress.getByName(address).getCanonicalHostName();
        return name.equals(address) ? Optional.empty() : Optional.of(name);
      } catch (UnknownHostException e) {
        return Optional.empty();
      }
    }
  }
}
