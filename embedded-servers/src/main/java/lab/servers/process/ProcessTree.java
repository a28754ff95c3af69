package lab.servers.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A snapshot of a process and all its descendants. */
final class ProcessTree {
  /** In {@code /proc/PID/stat}, after the command: utime, stime, cutime, cstime. */
  private static final int USER_TIME = 11;

  /** The clock tick that Linux reports to user space, whatever the kernel's own. */
  private static final long NANOS_A_TICK = 10_000_000;

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * Every process of the machine with its children. To find them costs as much for one as for all.
   */
  private record Family(long at, Map<Long, List<ProcessHandle>> children) {
    static Family now() {
      var children = new HashMap<Long, List<ProcessHandle>>();
      ProcessHandle.allProcesses()
          .forEach(process ->
              process
                  .parent()
                  .ifPresent(parent ->
                      children.computeIfAbsent(parent.pid(), _ -> new ArrayList<>()).add(process)));
      return new Family(System.nanoTime(), children);
    }

    Stream<ProcessHandle> from(ProcessHandle root) {
      return Stream.concat(
          Stream.of(root),
          children.getOrDefault(root.pid(), List.of()).stream().flatMap(this::from));
    }
  }

  private static @Nullable Family lastSeen;

  private ProcessTree() {}

  static List<ProcessHandle> of(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  /**
   * As it was up to a second ago: good enough for figures, which are read of many trees at a time.
   */
  private static synchronized Stream<ProcessHandle> lately(ProcessHandle root) {
    var family = lastSeen;
    if (family == null || System.nanoTime() - family.at() > FRESH_NANOS) {
      family = Family.now();
      lastSeen = family;
    }
    return family.from(root);
  }

  /** Gone, or a zombie whose parent never waits (an init that does not reap). */
  static boolean isGone(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return true;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'Z' || state == 'X';
    } catch (IOException e) {
      return !handle.isAlive();
    }
  }

  /**
   * Bytes of memory: on Linux the proportional set size, in which a page shared by n processes
   * counts 1/n to each, so that sums over processes are correct; elsewhere the resident set size.
   */
  static long memory(ProcessHandle root) {
    return lately(root).mapToLong(ProcessTree::memoryOfOne).sum();
  }

  private static long memoryOfOne(ProcessHandle handle) {
    Path proc = Path.of("/proc/" + handle.pid());
    long proportional = kilobytes(proc.resolve("smaps_rollup"), "Pss:");
    if (proportional >= 0) {
      return proportional * 1024;
    }
    long resident = kilobytes(proc.resolve("status"), "VmRSS:");
    return resident >= 0 ? resident * 1024 : residentByPs(handle) * 1024;
  }

  private static long kilobytes(Path file, String key) {
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .orElse(-1L);
    } catch (IOException | RuntimeException absent) { // the stream wraps late errors of /proc
      return -1;
    }
  }

  /**
   * CPU time in nanoseconds. On Linux a process that its parent has waited for is included in the
   * parent's figures, so the sum over a tree includes processes that have ended. Read while
   * processes end, it may be slightly too low.
   */
  static long cpuNanos(ProcessHandle root) {
    return lately(root).mapToLong(ProcessTree::cpuNanosOfOne).sum();
  }

  private static long cpuNanosOfOne(ProcessHandle handle) {
    try {
      String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = USER_TIME; field < USER_TIME + 4; field++) { // own and children's
        ticks += Long.parseLong(fields[field]);
      }
      return ticks * NANOS_A_TICK;
    } catch (IOException absent) {
      return handle.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
  }

  private static long residentByPs(ProcessHandle handle) {
    if (Files.isDirectory(Path.of("/proc/self"))) {
      return 0; // there is a /proc, so the process is gone
    }
    try {
      var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", "" + handle.pid()).start();
      String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return text.isBlank() ? 0 : Long.parseLong(text.strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
