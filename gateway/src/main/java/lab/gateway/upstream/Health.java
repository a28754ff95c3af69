package lab.gateway.upstream;

/**
 * What the health checks say of an instance. A refusal or a drain is believed at once: neither
 * happens to an instance that is merely slow. A time-out is believed the second time, since on a
 * machine short of CPU it may be the gateway's own fault. An instance never checked counts as up.
 */
final class Health {
  private static final int DOWN_AFTER = 2;
  private static final int UP_AFTER = 2;

  private volatile boolean up = true;
  private int contrary; // checks in a row that contradict the present state

  boolean isUp() {
    return up;
  }

  /** Takes note of a check; true if the instance went up or down by it. */
  synchronized boolean record(Probe probe) {
    int enough =
        switch (probe) {
          case Probe.Passed _ -> up ? 0 : UP_AFTER;
          case Probe.Refused _, Probe.Draining _ -> up ? 1 : 0;
          case Probe.Failed _ -> up ? DOWN_AFTER : 0;
        };
    contrary = enough == 0 ? 0 : contrary + 1;
    if (enough == 0 || contrary < enough) {
      return false;
    }
    up = !up;
    contrary = 0;
    return true;
  }
}
