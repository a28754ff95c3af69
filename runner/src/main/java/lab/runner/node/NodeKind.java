package lab.runner.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of server the lab is made of, with the counts that each may have in a topology. */
public enum NodeKind {
  POSTGRES("postgres", List.of(1, 2), false),
  REDIS("redis", List.of(1, 3, 6), false),
  KAFKA("kafka", List.of(1, 3), false),
  URL_SHORTENER("url-shortener", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), true),
  QUEUE_TRACKER("queue-tracker", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), true),
  GATEWAY("gateway", List.of(1, 2, 3), true);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives immutable ones
  private final List<Integer> counts;

  private final boolean service;

  NodeKind(String label, List<Integer> counts, boolean service) {
    this.label = label;
    this.counts = counts;
    this.service = service;
  }

  /** The name in files and on the command line, for example {@code url-shortener}. */
  public String label() {
    return label;
  }

  /** How many of it a topology may hold. */
  public List<Integer> counts() {
    return counts;
  }

  /** Whether it is one of ours: a Spring Boot program, stateless, to be scaled at will. */
  public boolean isService() {
    return service;
  }

  /** Whether it is one of ours that has a database: all but the gateway. */
  public boolean isBehindTheGateway() {
    return service && this != GATEWAY;
  }

  /** The name of the {@code number}th node of this kind, counted from 1. */
  public String node(int number) {
    return label + "-" + number;
  }

  public static Optional<NodeKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }
}
