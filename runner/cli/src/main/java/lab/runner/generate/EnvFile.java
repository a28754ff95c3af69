package lab.runner.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Service;
import lab.runner.descriptor.Store;
import lab.runner.topology.Topology;

/** The services' variables in {@code .env}. */
final class EnvFile {
  private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([^}]+)}");

  private final Catalog catalog;

  EnvFile(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The numbers of instances. */
  List<String> counts(Topology topology) {
    return catalog.services().stream()
        .map(service ->
            "%s=%d"
                .formatted(
                    ComposeServices.count(service),
                    service.instances(topology.name(), topology.services())))
        .toList();
  }

  /**
   * The services' passwords, and the keys that they ask for. Existing values are kept, because
   * existing data depends on them and the user may have changed them.
   *
   * @param present the current lines
   */
  List<String> secrets(List<String> present) {
    var values = new TreeMap<String, String>();
    for (Service service : catalog.services()) {
      if (service.standsOn(Store.POSTGRES)) {
        values.put(service.variable() + "_PASSWORD", "lab-" + service.name());
      }
      for (String secret : secretsOf(service)) {
        values.put(ComposeServices.variable(secret), key(secret));
      }
    }
    for (String line : present) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.computeIfPresent(line.substring(0, equals), (_, _) -> line.substring(equals + 1));
      }
    }
    var lines = new ArrayList<String>();
    values.forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }

  private static Set<String> secretsOf(Service service) {
    var texts = new ArrayList<>(service.descriptor().settings().values());
    service
        .descriptor()
        .topologies()
        .values()
        .forEach(rung -> texts.addAll(rung.settings().values()));
    return texts.stream()
        .flatMap(text -> SECRET.matcher(text).results())
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  /** 32 hex digits, derived from the name: on one's own machine they need not be secret. */
  private static String key(String secret) {
    var uuid = UUID.nameUUIDFromBytes(secret.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(uuid.getMostSignificantBits())
        + HexFormat.of().toHexDigits(uuid.getLeastSignificantBits());
  }
}
