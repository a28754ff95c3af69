package lab.gateway.upstream;

import java.util.List;

/** Is told which instances come and go, one change at a time. */
@FunctionalInterface
public interface MembershipListener {
  /**
   * The service's instances have changed. One that only moved to another address is in both lists:
   * the old one has left and a new one with the same id has joined.
   */
  void changed(Service service, List<Instance> joined, List<Instance> left);
}
