package lab.servers.process;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a process of the lab is told by its environment: what the lab says, and of the user's shell
 * next to nothing.
 *
 * <p>A shell's variables are meant for other programs, and the lab's programs read more of them
 * than one thinks: {@code SPRING_DATASOURCE_URL} and {@code LAB_REDIS_NODES} win over a service's
 * own file, {@code JAVA_TOOL_OPTIONS} is read by every JVM, {@code PGOPTIONS} and {@code
 * LD_PRELOAD} by others. A list of what harms would never be whole, so this is the list of what
 * passes.
 */
public final class ChildEnvironment {
  /** Where programs are, and whose home it is. */
  private static final Set<String> PASSED = Set.of("PATH", "HOME", "USER", "LOGNAME");

  /** Bytes of a file's name are UTF-8, digits are 0 to 9, and a log's times are UTC. */
  private static final Map<String, String> SAID = Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");

  /**
   * The same for a JVM, which on macOS asks the system's settings rather than {@code LC_ALL}; and
   * 127.0.0.1, where everything of the lab listens, is asked without a proxy.
   */
  public static final List<String> JVM_FLAGS =
      List.of(
          "-Duser.language=en",
          "-Duser.timezone=UTC",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Dhttp.nonProxyHosts=localhost|127.*|[::1]");

  private ChildEnvironment() {}

  /** Gives a process that is to be started this environment, and {@code more} laid over it. */
  public static void give(ProcessBuilder builder, Map<String, String> more) {
    var environment = builder.environment();
    environment.keySet().retainAll(PASSED);
    environment.putAll(SAID);
    environment.putAll(more);
  }

  /** As {@link #give(ProcessBuilder, Map)}, with nothing more. */
  static ProcessBuilder give(ProcessBuilder builder) {
    give(builder, Map.of());
    return builder;
  }
}
