package lab.runner.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.runner.topology.Layout;
import lab.servers.process.ChildEnvironment;

/**
 * The flags of the lab's JVMs. Small heaps and the serial collector, because a dozen servers share
 * a laptop. A cache is made and used with the same flags, because the JVM rejects one that was made
 * with other collector or object-layout flags.
 */
public final class JvmFlags {
  /** The environment variable with additional flags for the JVMs of services. */
  public static final String VARIABLE = "LAB_JVM_FLAGS";

  private static final List<String> COMMON =
      concat(
          ChildEnvironment.JVM_FLAGS,
          List.of(
              "-XX:+UseSerialGC",
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:ArchiveRelocationMode=0",
              "-XX:-UsePerfData",
              "-XX:+ExitOnOutOfMemoryError",
              "-Xlog:disable",
              "-Xlog:all=error:stdout",
              "--sun-misc-unsafe-memory-access=allow"));

  private static final String FAST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  /** For the gateway, through which all load goes: both compilers. */
  private static final List<String> GATEWAY =
      concat(
          COMMON,
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+UseCompactObjectHeaders",
              "-Xms24m",
              "-Xmx96m",
              "-Xss512k",
              "-XX:ReservedCodeCacheSize=48m"));

  /** For a service. */
  private static final List<String> SERVICE = concat(GATEWAY, List.of(FAST_COMPILER_ONLY));

  /** For short-lived or mostly idle programs. */
  public static final List<String> HELPER = concat(COMMON, List.of("-Xmx128m", FAST_COMPILER_ONLY));

  private JvmFlags() {}

  /** Of an instance of this kind: a service's name, or {@link Layout#GATEWAY}. */
  static List<String> of(String kind) {
    return kind.equals(Layout.GATEWAY) ? GATEWAY : SERVICE;
  }

  /**
   * The user's additional flags for the services' JVMs, separated by white space in the variable.
   */
  static List<String> further(Map<String, String> environment) {
    String flags = environment.getOrDefault(VARIABLE, "").strip();
    return flags.isEmpty() ? List.of() : List.of(flags.split("\\s+", -1));
  }

  private static List<String> concat(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
