package lab.runner.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.servers.process.ChildEnvironment;

/**
 * The flags of the lab's JVMs. Small heaps and the serial collector, because a dozen servers share
 * a laptop; the same flags when a cache is made and when it is used, because a cache made under
 * other collector or object-layout flags is not taken.
 */
public final class JvmFlags {
  /** The variable with further flags for the JVMs of services. */
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

  /** For a service under load: both compilers. */
  static final List<String> SERVICE =
      concat(
          COMMON,
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+UseCompactObjectHeaders",
              "-Xms24m",
              "-Xmx96m",
              "-Xss512k",
              "-XX:ReservedCodeCacheSize=48m"));

  /** For what is mostly started and seldom busy: the quick compiler alone. */
  public static final List<String> HELPER =
      concat(COMMON, List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));

  private JvmFlags() {}

  /** What the user has the services' JVMs started with besides, separated by white space. */
  static List<String> further(Map<String, String> environment) {
    String flags = environment.getOrDefault(VARIABLE, "").strip();
    return flags.isEmpty() ? List.of() : List.of(flags.split("\\s+", -1));
  }

  private static List<String> concat(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
