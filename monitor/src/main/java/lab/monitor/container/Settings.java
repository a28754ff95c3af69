package lab.monitor.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings in the environment; all names are those of services in the Compose file.
 *
 * @param port where it listens, {@code MONITOR_PORT}
 * @param postgres {@code MONITOR_POSTGRES}: {@code postgres-1,postgres-2}
 * @param postgresUser {@code MONITOR_POSTGRES_USER}
 * @param postgresPassword {@code MONITOR_POSTGRES_PASSWORD}
 * @param redis {@code MONITOR_REDIS}
 * @param redisPassword {@code MONITOR_REDIS_PASSWORD}
 * @param kafka {@code MONITOR_KAFKA}: the number of each is its broker id
 * @param kafkaPassword {@code MONITOR_KAFKA_PASSWORD}
 * @param services {@code MONITOR_SERVICES}: {@code gateway-1} is a node; of {@code hello-world}
 *     each container is one
 * @param controlGroups {@code MONITOR_CONTROL_GROUPS}: where the control groups of the engine's
 *     machine are mounted
 */
record Settings(
    int port,
    List<String> postgres,
    String postgresUser,
    String postgresPassword,
    List<String> redis,
    String redisPassword,
    List<String> kafka,
    String kafkaPassword,
    List<String> services,
    Path controlGroups) {
  private static final String PREFIX = "MONITOR_";
  private static final int MOST = 65535;

  Settings {
    Stream.of(postgres, redis, kafka).flatMap(List::stream).forEach(Names::number);
  }

  static Settings of(Map<String, String> environment) {
    return new Settings(
        port(environment.getOrDefault(PREFIX + "PORT", "8090")),
        names(environment, "POSTGRES"),
        environment.getOrDefault(PREFIX + "POSTGRES_USER", "monitor"),
        environment.getOrDefault(PREFIX + "POSTGRES_PASSWORD", ""),
        names(environment, "REDIS"),
        environment.getOrDefault(PREFIX + "REDIS_PASSWORD", ""),
        names(environment, "KAFKA"),
        environment.getOrDefault(PREFIX + "KAFKA_PASSWORD", ""),
        names(environment, "SERVICES"),
        Path.of(environment.getOrDefault(PREFIX + "CONTROL_GROUPS", "/host/cgroup")));
  }

  private static int port(String text) {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : MOST + 1;
    if (port > MOST) {
      throw new IllegalArgumentException(PREFIX + "PORT is 0 to %d, not %s".formatted(MOST, text));
    }
    return port;
  }

  private static List<String> names(Map<String, String> environment, String which) {
    return Stream.of(environment.getOrDefault(PREFIX + which, "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  @Override
  public String toString() {
    return "asks %s %s %s %s".formatted(postgres, redis, kafka, services); // without the passwords
  }
}
