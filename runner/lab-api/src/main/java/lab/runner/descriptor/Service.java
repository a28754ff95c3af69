package lab.runner.descriptor;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lab.runner.descriptor.Descriptor.Rung;

/**
 * One of the lab's services.
 *
 * @param name its folder's, for example {@code hello-world}
 */
public record Service(String name, Descriptor descriptor) {
  private static final Rung AS_EVERYWHERE = new Rung(null, Map.of());

  /** The name of its database, and of the user who owns it. */
  public String database() {
    return name.replace('-', '_');
  }

  /** Its name as it occurs in the names of environment variables. */
  public String variable() {
    return database().toUpperCase(Locale.ROOT);
  }

  public boolean standsOn(Store store) {
    return descriptor.stores().contains(store);
  }

  /** How many instances of it a topology has: {@code otherwise} unless it says so itself. */
  public int instances(String topology, int otherwise) {
    Integer own = in(topology).instances();
    return own == null ? otherwise : own;
  }

  /** Its settings in a topology, placeholders not yet replaced. */
  public Map<String, String> settings(String topology) {
    var settings = new TreeMap<>(descriptor.settings());
    settings.putAll(in(topology).settings());
    return settings;
  }

  private Rung in(String topology) {
    return descriptor.topologies().getOrDefault(topology, AS_EVERYWHERE);
  }
}
