package lab.runner.descriptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.yaml.InvalidYaml;
import lab.yaml.YamlFile;

/** The services of the project, sorted by name: every folder with a {@code service.yml} is one. */
public record Catalog(List<Service> services) {
  private static final String FILE = "service.yml";
  private static final String NAME = "[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*";

  /** Names that other nodes and containers have already. */
  private static final Set<String> TAKEN =
      Set.of(
          "postgres",
          "redis",
          "kafka",
          "gateway",
          "etcd",
          "monitor",
          "prometheus",
          "grafana",
          "jaeger",
          "loadtest",
          "chaos",
          "runner");

  public Catalog {
    services = List.copyOf(services);
    refuseRoutesOfTheSameName(services);
  }

  /**
   * Finds and reads the services.
   *
   * @throws InvalidYaml if a service's description is invalid
   */
  public static Catalog of(Path project) throws IOException {
    List<Path> folders;
    try (var entries = Files.list(project)) {
      folders = entries.filter(entry -> Files.isRegularFile(entry.resolve(FILE))).sorted().toList();
    }
    var services = new ArrayList<Service>();
    for (Path folder : folders) {
      services.add(service(String.valueOf(folder.getFileName()), folder.resolve(FILE)));
    }
    return new Catalog(services);
  }

  private static Service service(String name, Path file) throws IOException {
    if (!name.matches(NAME)) {
      throw new InvalidYaml(
          "%s/%s: a service's folder is named in small letters and digits, with a hyphen before each further word."
              .formatted(name, FILE));
    }
    if (TAKEN.contains(name)) {
      throw new InvalidYaml("%s/%s: something else has that name.".formatted(name, FILE));
    }
    var service =
        new Service(
            name, YamlFile.parse(name + "/" + FILE, Files.readString(file), Descriptor.class));
    refuseObjectiveOfNoRoute(service);
    return service;
  }

  private static void refuseObjectiveOfNoRoute(Service service) {
    var objective = service.descriptor().objective();
    if (objective != null
        && service.descriptor().routes().values().stream()
            .flatMap(route -> route.paths().stream())
            .noneMatch(path -> objective.uri().equals(withoutPatterns(path)))) {
      throw new InvalidYaml(
          "%s/%s, objective.uri: none of its routes has the path %s."
              .formatted(service.name(), FILE, objective.uri()));
    }
  }

  /** {@code /{code:[a-z]{7}}} becomes {@code /{code}}, as in the gateway's metrics. */
  private static String withoutPatterns(String path) {
    return path.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}");
  }

  public Optional<Service> named(String name) {
    return services.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /** The services that start when none are named. */
  public List<Service> byDefault() {
    return services.stream().filter(service -> !service.descriptor().onDemand()).toList();
  }

  /** The names of the services that start by default, and in addition the given ones. */
  public List<String> byDefaultWith(Collection<String> needed) {
    return Stream.concat(byDefault().stream().map(Service::name), needed.stream())
        .distinct()
        .toList();
  }

  /**
   * The services with these names; without names, those that start by default.
   *
   * @throws InvalidYaml if a name is unknown; the message lists the known ones
   */
  public List<Service> chosen(Collection<String> names) {
    for (String name : names) {
      if (named(name).isEmpty()) {
        throw new InvalidYaml(
            "There is no service '%s'. There are: %s.".formatted(name, names(services.stream())));
      }
    }
    return names.isEmpty()
        ? byDefault()
        : services.stream().filter(service -> names.contains(service.name())).toList();
  }

  private static String names(Stream<Service> services) {
    return services.map(Service::name).collect(Collectors.joining(", "));
  }

  private static void refuseRoutesOfTheSameName(List<Service> services) {
    var owners = new HashMap<String, String>();
    for (Service service : services) {
      for (String route : service.descriptor().routes().keySet()) {
        String other = owners.put(route, service.name());
        if (other != null) {
          throw new InvalidYaml(
              "%s and %s both have a route '%s'.".formatted(other, service.name(), route));
        }
      }
    }
  }
}
