package lab.gateway.upstream;

/**
 * The health checks' verdict on an instance. A refused connection or a drain counts at once:
 * neither happens to an instance that is merely slow. A time-out counts the second time, since on a
 * machine short of CPU it may be the gateway's own fault. A trusted instance counts as up before
 * any check; any other, after its first passed check.
 */
final class Health {
  private static final int DOWN_AFTER = 2;
  private static final int UP_AFTER = 2;

  private volatile boolean up;
  private volatile boolean proven; // has been up once
  private int contrary; // checks in a row that contradict the present state

  Health(boolean trusted) {
    up = trusted;
    proven = trusted;
  }

  boolean isUp() {
    return up;
  }

  /** Whether it has ever been up; until then nothing speaks in its favour. */
  boolean isProven() {
    return proven;
  }

  /** Records a check; true if it changed whether the instance is up. */
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
