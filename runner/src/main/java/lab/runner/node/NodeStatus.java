package lab.runner.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one sees of a node from outside; an element of {@code ./lab status --json}.
 *
 * @param name for example {@code hello-world-1}
 * @param kind for example {@code hello-world}
 * @param role what it does among its like: {@code primary}, {@code standby}, {@code replica}, …
 * @param state {@code planned}, {@code starting}, {@code ready}, {@code paused}, {@code stopped} or
 *     {@code dead}; of a container also {@code unhealthy} or {@code disconnected}
 * @param address {@code host:port} where it serves
 * @param pid its process, or null when there is none
 * @param memoryBytes its proportional set size with its children, 0 without a process
 * @param startMillis how long its last start took until it was ready, 0 before
 * @param detail when and why it is in this state, for people
 * @param managementAddress where a service answers {@code /actuator}, or null
 * @param changed its settings that are not as the topology says
 * @param run the command that has the lab now, for people; empty if none has
 */
public record NodeStatus(
    String name,
    String kind,
    String role,
    String state,
    String address,
    @Nullable Long pid,
    long memoryBytes,
    long startMillis,
    String detail,
    @Nullable String managementAddress,
    Map<String, String> changed,
    String run) {
  private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|key");

  /** The same while this command has the lab. */
  public NodeStatus during(String command) {
    return new NodeStatus(
        name,
        kind,
        role,
        state,
        address,
        pid,
        memoryBytes,
        startMillis,
        detail,
        managementAddress,
        changed,
        command);
  }

  /** What may be shown of properties. */
  public static Map<String, String> withoutSecrets(Map<String, String> properties) {
    var shown = new TreeMap<>(properties);
    shown.replaceAll((name, value) -> SECRET.matcher(name).find() ? "…" : value);
    return shown;
  }
}
