package lab.monitor.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A DNS that the test fills: the addresses of names, and back. */
final class KnownNames implements Dns {
  final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
  final Map<String, String> names = new ConcurrentHashMap<>();

  /** Every name that was looked up, as often as it was. */
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
