package lab.gateway.discovery;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** DNS's answer to which addresses a name has. */
sealed interface Answer {

  /**
   * There are addresses.
   *
   * @param addresses all that were returned
   * @param untold the kinds of address for which DNS gave no definite answer
   */
  record Found(Set<InetAddress> addresses, Set<Kind> untold) implements Answer {
    /** Whether an address known before is still valid, as far as this answer tells. */
    boolean keeps(InetAddress known) {
      return addresses.contains(known) || untold.contains(Kind.of(known));
    }
  }

  /** No address was returned. */
  record Nothing(Reason reason) implements Answer {}

  /** Why none was returned. */
  enum Reason {
    /** The name has no address. */
    EMPTY,
    /** There is no such name. */
    NXDOMAIN,
    /** The name server failed, or could not be asked. */
    FAILURE,
    /** The name server did not answer in time. */
    TIMEOUT;

    /** Whether it is a definite answer nonetheless. */
    boolean isDefinite() {
      return this == EMPTY || this == NXDOMAIN;
    }
  }

  /** The outcome as a metric's tag value. */
  default String tag() {
    return switch (this) {
      case Found _ -> "found";
      case Nothing(Reason reason) -> reason.name().toLowerCase(Locale.ROOT);
    };
  }

  /** Combines the answers for each kind of address. */
  static Answer of(List<OfKind> answers) {
    Set<InetAddress> addresses = new HashSet<>();
    Set<Kind> untold = EnumSet.noneOf(Kind.class);
    Reason worst = Reason.EMPTY;
    for (OfKind answer : answers) {
      switch (answer) {
        case OfKind.Records records -> addresses.addAll(records.addresses());
        case OfKind.None(Kind kind, Reason reason) -> {
          worst = reason.compareTo(worst) > 0 ? reason : worst;
          if (!reason.isDefinite()) {
            untold.add(kind);
          }
        }
      }
    }
    return addresses.isEmpty() ? new Nothing(worst) : new Found(Set.copyOf(addresses), untold);
  }

  /** The answer for one kind of address. */
  sealed interface OfKind {
    record Records(Set<InetAddress> addresses) implements OfKind {}

    record None(Kind kind, Reason reason) implements OfKind {}
  }
}
