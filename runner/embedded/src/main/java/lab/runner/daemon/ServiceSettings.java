package lab.runner.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import lab.runner.backend.KafkaQuorum;
import lab.runner.backend.PostgresPair;
import lab.runner.backend.RedisNodes;
import lab.runner.descriptor.GatewayRoutes;
import lab.runner.descriptor.Placeholders;
import lab.runner.descriptor.Service;
import lab.runner.descriptor.Store;
import lab.runner.home.Secrets;
import lab.runner.service.ServiceDriver;
import lab.runner.topology.Layout;

/**
 * The properties that the lab starts its services with: the addresses of their stores and of each
 * other.
 */
final class ServiceSettings {
  private final Layout layout;
  private final Settings settings;
  private final Secrets secrets;
  private final PostgresPair postgres;
  private final RedisNodes redis;
  private final KafkaQuorum kafka;
  private final Function<String, List<String>> addresses;

  /**
   * @param addresses of the instances of a service, or of the gateways
   */
  ServiceSettings(
      Layout layout,
      Settings settings,
      Secrets secrets,
      PostgresPair postgres,
      RedisNodes redis,
      KafkaQuorum kafka,
      Function<String, List<String>> addresses) {
    this.layout = layout;
    this.settings = settings;
    this.secrets = secrets;
    this.postgres = postgres;
    this.redis = redis;
    this.kafka = kafka;
    this.addresses = addresses;
  }

  /** The properties of a service in this lab. */
  Map<String, String> of(Service service) {
    var all = stores(service, service.database());
    all.putAll(resolved(service, service.settings(layout.topology().name())));
    return traced(all);
  }

  /**
   * The properties of a service for its training, with separate names for everything that it
   * writes. They do not depend on the topology, as an ahead-of-time cache serves all topologies.
   */
  Map<String, String> training(Service service) {
    var all = stores(service, trainingDatabase(service));
    all.putAll(resolved(service, service.descriptor().settings()));
    all.putAll(resolved(service, service.descriptor().training().settings()));
    return traced(all);
  }

  void createDatabase(Service service) throws IOException {
    create(service, service.database());
  }

  void createTrainingDatabase(Service service) throws IOException {
    create(service, trainingDatabase(service));
  }

  private void create(Service service, String database) throws IOException {
    if (service.standsOn(Store.POSTGRES)) {
      postgres.createDatabase(database, secrets.get(service.database()));
    }
  }

  private static String trainingDatabase(Service service) {
    return service.database() + "_training";
  }

  /** The properties of a gateway: the routes, and the instances behind it. */
  Map<String, String> gateway(Map<Service, List<ServiceDriver>> services) {
    var properties = new TreeMap<>(GatewayRoutes.properties(services.keySet()));
    services.forEach((service, instances) -> {
      for (int i = 0; i < instances.size(); i++) {
        String prefix = "lab.gateway.services.%s.instances[%d].".formatted(service.name(), i);
        properties.put(prefix + "id", instances.get(i).name());
        properties.put(prefix + "uri", "http://" + instances.get(i).address());
      }
    });
    return traced(properties);
  }

  private Map<String, String> stores(Service service, String database) {
    var properties = new TreeMap<String, String>();
    if (service.standsOn(Store.POSTGRES)) {
      properties.put("spring.datasource.url", postgres.jdbcUrl(database));
      properties.put("spring.datasource.username", database);
      properties.put("spring.datasource.password", secret(service.database()));
      properties.put(
          "spring.datasource.hikari.maximum-pool-size",
          String.valueOf(service.descriptor().connections()));
    }
    if (service.standsOn(Store.REDIS)) {
      properties.put("lab.redis.nodes", redis.addresses());
      properties.put("lab.redis.password", redis.password());
    }
    if (service.standsOn(Store.KAFKA)) {
      properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
      properties.put("lab.kafka.password", kafka.password());
    }
    return properties;
  }

  private Map<String, String> resolved(Service service, Map<String, String> texts) {
    var values = new PlaceholderValues(service.name());
    var resolved = new TreeMap<String, String>();
    texts.forEach((name, text) -> resolved.put(name, Placeholders.resolve(text, values)));
    return resolved;
  }

  private final class PlaceholderValues implements Placeholders.Values {
    private final String service;

    PlaceholderValues(String service) {
      this.service = service;
    }

    @Override
    public String gatewayUrl() {
      return "http://localhost:" + settings.gatewayPort();
    }

    @Override
    public String gatewayAddresses() {
      return String.join(",", addresses.apply(Layout.GATEWAY));
    }

    @Override
    public String addresses() {
      return String.join(",", addresses.apply(service));
    }

    @Override
    public String secret(String name) {
      return ServiceSettings.this.secret(name);
    }
  }

  private String secret(String name) {
    try {
      return secrets.get(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> traced(Map<String, String> properties) {
    if (settings.traces()) {
      properties.put("lab.tracing.enabled", "true");
      properties.put(
          "lab.tracing.endpoint",
          "http://127.0.0.1:%d/v1/traces".formatted(settings.consolePort()));
    }
    return properties;
  }
}
