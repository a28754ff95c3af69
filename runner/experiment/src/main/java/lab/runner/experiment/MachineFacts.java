package lab.runner.experiment;

import java.lang.management.ManagementFactory;

/** Finds out about the machine that this JVM runs on. */
public final class MachineFacts {
  private MachineFacts() {}

  /** The machine of this JVM. */
  public static Result.Machine here() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Result.Machine(
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion(),
        system.getArch(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
  }
}
