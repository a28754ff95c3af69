package lab.runner.topology;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Service;
import lab.runner.descriptor.Store;
import lab.runner.home.LabHome;
import lab.runner.node.NodeKind;
import lab.yaml.InvalidYaml;

/** The nodes of one lab: a topology, the chosen services, and how many instances each has. */
public final class Layout {
  /** The kind of the nodes that requests enter through. */
  public static final String GATEWAY = "gateway";

  private static final int LEAST_CONNECTIONS = 100;
  private static final int OWN_CONNECTIONS = 20;

  private final Topology topology;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, Integer> instances = new LinkedHashMap<>();

  private Layout(Topology topology, List<Service> services) {
    this.topology = topology;
    for (Service service : services) {
      this.services.put(service.name(), service);
      instances.put(service.name(), service.instances(topology.name(), topology.services()));
    }
    instances.put(GATEWAY, topology.gateways());
  }

  /**
   * The layout for a command's arguments.
   *
   * @param services by name; if empty, those that start by default
   * @param scale overrides numbers of instances, by the service's name or {@link #GATEWAY}
   * @throws InvalidYaml if the topology or a service does not exist, or a number is invalid
   */
  public static Layout of(
      LabHome home, String topology, Collection<String> services, Map<String, Integer> scale)
      throws IOException {
    return of(
        Topology.load(home.topologies(), topology), Catalog.of(home.sources()), services, scale);
  }

  static Layout of(
      Topology topology, Catalog catalog, Collection<String> services, Map<String, Integer> scale) {
    var layout = new Layout(topology, catalog.chosen(services));
    scale.forEach(layout::scale);
    return layout;
  }

  /** Everything that a topology can have: every service, on demand or not. */
  public static Layout of(Topology topology, Catalog catalog) {
    return new Layout(topology, catalog.services());
  }

  /** How many connections PostgreSQL must accept: the instances' pools, and some for the lab. */
  public int maxConnections() {
    int pools =
        services.values().stream()
            .filter(service -> service.standsOn(Store.POSTGRES))
            .mapToInt(service -> instances(service.name()) * service.descriptor().connections())
            .sum();
    return Math.max(LEAST_CONNECTIONS, pools + OWN_CONNECTIONS);
  }

  private void scale(String kind, int count) {
    if (NodeKind.of(kind).isPresent()) {
      throw new InvalidYaml(
          "%s keeps data and has its count from the topology; --scale takes %s."
              .formatted(kind, kinds()));
    }
    if (!instances.containsKey(kind)) {
      throw new InvalidYaml(
          "There is no service '%s' in this lab. There are: %s.".formatted(kind, kinds()));
    }
    int most = kind.equals(GATEWAY) ? Topology.MOST_GATEWAYS : Topology.MOST_INSTANCES;
    if (count < 1 || count > most) {
      throw new InvalidYaml(
          "%s: %d nodes cannot be; it takes 1 to %d.".formatted(kind, count, most));
    }
    instances.put(kind, count);
  }

  private String kinds() {
    return instances.keySet().stream().collect(Collectors.joining(", "));
  }

  public Topology topology() {
    return topology;
  }

  /** The chosen services, sorted by name. */
  public Collection<Service> services() {
    return List.copyOf(services.values());
  }

  /** The number of instances of a service, or of gateways. */
  public int instances(String kind) {
    return instances.getOrDefault(kind, 0);
  }
}
