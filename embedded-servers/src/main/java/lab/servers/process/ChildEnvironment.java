package lab.servers.process;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of the lab's processes: set by the lab, with next to nothing from the user's
 * shell.
 *
 * <p>A shell's variables are meant for other programs, and the lab's programs read more of them
 * than one expects: {@code SPRING_DATASOURCE_URL} and {@code LAB_REDIS_NODES} override a service's
 * own file, {@code JAVA_TOOL_OPTIONS} is read by every JVM, {@code PGOPTIONS} and {@code
 * LD_PRELOAD} by others. A list of harmful variables would never be complete, so this is the list
 * of those that are passed on.
 */
public final class ChildEnvironment {
  /** Where programs are, and the user's identity. */
  private static final Set<String> PASSED = Set.of("PATH", "HOME", "USER", "LOGNAME");

  /** File names are in UTF-8, digits are 0 to 9, and log times are in UTC. */
  private static final Map<String, String> SAID = Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");

  /**
   * The same for a JVM, which on macOS reads the system's settings rather than {@code LC_ALL}; and
   * no proxy for 127.0.0.1, where everything in the lab listens.
   */
  public static final List<String> JVM_FLAGS =
      List.of(
          "-Duser.language=en",
          "-Duser.timezone=UTC",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Dhttp.nonProxyHosts=localhost|127.*|[::1]");

  private ChildEnvironment() {}

  /** Gives a process that is about to start this environment, with {@code more} overriding it. */
  public static void give(ProcessBuilder builder, Map<String, String> more) {
    var environment = builder.environment();
    environment.keySet().retainAll(PASSED);
    environment.putAll(SAID);
    environment.putAll(more);
  }

  /** Like {@link #give(ProcessBuilder, Map)}, with nothing more. */
  static ProcessBuilder give(ProcessBuilder builder) {
    give(builder, Map.of());
    return builder;
  }
}
