package lab.monitor.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS that the test fills: the addresses of names, and back. */
final class KnownNames implements Dns {
  final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
  final Map<String, String> names = new ConcurrentHashMap<>();

  @Override
  public List<String> addresses(String name) {
    return addresses.getOrDefault(name, List.of());
  }

  @Override
  public Optional<String> name(String address) {
    return Optional.ofNullable(names.get(address));
  }
}
