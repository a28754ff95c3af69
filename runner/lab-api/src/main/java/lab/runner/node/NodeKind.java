package lab.runner.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The backends of a lab, with the numbers of nodes that each may have in a topology. */
public enum NodeKind {
  POSTGRES("postgres", List.of(1, 2)),
  REDIS("redis", List.of(1, 3, 6)),
  KAFKA("kafka", List.of(1, 3));

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives immutable ones
  private final List<Integer> counts;

  NodeKind(String label, List<Integer> counts) {
    this.label = label;
    this.counts = counts;
  }

  /** The name in files and on the command line, for example {@code postgres}. */
  public String label() {
    return label;
  }

  /** The numbers of nodes of this kind that a topology may have. */
  public List<Integer> counts() {
    return counts;
  }

  /** The name of the {@code number}th node of this kind, counted from 1. */
  public String node(int number) {
    return label + "-" + number;
  }

  public static Optional<NodeKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }
}
