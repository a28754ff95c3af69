package lab.runner.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node as seen from outside; an element of {@code ./lab status --json}.
 *
 * @param name for example {@code hello-world-1}
 * @param kind for example {@code hello-world}
 * @param role among the nodes of its kind: {@code primary}, {@code standby}, {@code replica}, …
 * @param state {@code planned}, {@code starting}, {@code ready}, {@code paused}, {@code stopped} or
 *     {@code dead}; of a container also {@code unhealthy} or {@code disconnected}
 * @param address {@code host:port} where it serves
 * @param pid its process, or null if there is none
 * @param memoryBytes its proportional set size including its children; 0 without a process
 * @param startMillis how long its last start took until it was ready; 0 if it never was
 * @param detail when and why it got into this state, for people
 * @param managementAddress {@code host:port} where a service serves {@code /actuator}, or null
 * @param changed its settings that differ from the topology's
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

  /** A copy that says that this command has the lab. */
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

  /** The properties with secret values masked. */
  public static Map<String, String> withoutSecrets(Map<String, String> properties) {
    var shown = new TreeMap<>(properties);
    shown.replaceAll((name, value) -> SECRET.matcher(name).find() ? "…" : value);
    return shown;
  }
}
