package lab.monitor.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A DNS that the test fills: names to addresses, and back. */
final class KnownNames implements Dns {
  final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
  final Map<String, String> names = new ConcurrentHashMap<>();

  /** Every name looked up, once for each lookup. */
  final List<String> lookedUp = new CopyOnWriteArrayList<>();

  @Override
  public List<String> addresses(String name) {
    lookedUp.add(name);
    return addresses.getOrDefault(name, List.of());
  }

  @Override
  public Optional<String> name(String address) {
    return Optional.ofNullable(names.get(address));
  }
}
