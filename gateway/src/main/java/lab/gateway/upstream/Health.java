package lab.gateway.upstream;

/**
 * What the health checks say of an instance. A refusal or a drain is believed at once: neither
 * happens to an instance that is merely slow. A time-out is believed the second time, since on a
 * machine short of CPU it may be the gateway's own fault. An instance that is trusted counts as up
 * before any check; one that is not, with its first good check.
 */
final class Health {
  private static final int DOWN_AFTER = 2;
  private static final int UP_AFTER = 2;

  private volatile boolean up;
  private volatile boolean proven; // was up once
  private int contrary; // checks in a row that contradict the present state

  Health(boolean trusted) {
    up = trusted;
    proven = trusted;
  }

  boolean isUp() {
    return up;
  }

  /** Whether it was ever up; until then nothing is known in its favour. */
  boolean isProven() {
    return proven;
  }

  /** Takes note of a check; true if the instance went up or down by it. */
  synchronized boolean record(Probe probe) {
    int enough =
        switch (probe) {
          case Probe.Passed _ -> up ? 0 : proven ? UP_AFTER : 1;
          case Probe.Refused _, Probe.Draining _ -> up ? 1 : 0;
          case Probe.Failed _ -> up ? DOWN_AFTER : 0;
        };
    contrary = enough == 0 ? 0 : contrary + 1;
    if (enough == 0 || contrary < enough) {
      return false;
    }
    up = !up;
    proven = true;
    contrary = 0;
    return true;
  }
}
