package lab.gateway.upstream;

import java.util.List;

/** Hears of the instances that come and go, one change at a time. */
@FunctionalInterface
public interface MembershipListener {
  /**
   * The service has other instances from now on. One that only moved to another address both left,
   * as it was, and joined, with the same id.
   */
  void changed(Service service, List<Instance> joined, List<Instance> left);
}
