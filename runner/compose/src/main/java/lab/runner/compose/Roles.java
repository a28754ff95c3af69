package lab.runner.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import lab.runner.node.NodeKind;

/**
 * Asks each node for its role; a node that does not answer in time has the role {@code unknown}.
 * Each query starts a process in a container, so only as many run concurrently as there are cores:
 * on a small or busy machine, none of them would answer in time if all ran at once.
 */
final class Roles {
  private static final String UNKNOWN = "unknown";
  private static final String SOCKET = "/var/run/postgresql";

  /**
   * Asks whether a server is a standby and, if it is the primary, which standbys its commits wait
   * for.
   */
  private static final String ASK_POSTGRES =
      """
      select pg_is_in_recovery(), coalesce((select string_agg(application_name, ',')
        from pg_stat_replication where sync_state in ('sync', 'quorum')), '')
      """;

  private final Function<List<String>, Docker.Answer> asking;

  /**
   * @param patience how long a node may take to answer
   */
  Roles(Docker docker, Duration patience) {
    this(call -> docker.ask(patience, call));
  }

  /**
   * @param asking runs a {@code docker} command
   */
  Roles(Function<List<String>, Docker.Answer> asking) {
    this.asking = asking;
  }

  /** The roles by container id. */
  Map<String, String> of(List<Container> containers) {
    var answers = new ConcurrentHashMap<String, String>();
    int cores = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(cores)) {
      for (Container container : containers) {
        threads.execute(() -> answers.put(container.id(), ask(container)));
      }
    }
    return words(containers, answers);
  }

  /** The node's raw answer; empty if there is none. */
  private String ask(Container container) {
    List<String> question = question(container);
    if (question.isEmpty() || !container.answers()) {
      return "";
    }
    var call = new ArrayList<>(List.of("exec", container.id()));
    call.addAll(question);
    var answer = asking.apply(call);
    return answer.isGood() ? answer.output().strip() : "";
  }

  private static List<String> question(Container container) {
    if (container.isService()) {
      return List.of(
          "sh", "-c", "test -s " + ServiceProperties.FILE + " && echo changed || echo same");
    }
    return switch (container.backend().orElse(null)) {
      case POSTGRES ->
          List.of("psql", "-h", SOCKET, "-U", "postgres", "-XtA", "-F", " ", "-c", ASK_POSTGRES);
      case REDIS -> List.of("redis-cli", "role");
      case KAFKA -> List.of();
      case null -> List.of();
    };
  }

  static Map<String, String> words(List<Container> containers, Map<String, String> answers) {
    Set<String> synchronous = new HashSet<>();
    boolean hasPrimary = false;
    for (Container container : containers) {
      String answer = answers.getOrDefault(container.id(), "");
      if (container.backend().filter(kind -> kind == NodeKind.POSTGRES).isPresent()
          && answer.startsWith("f")) {
        hasPrimary = true;
        synchronous.addAll(List.of(answer.substring(1).strip().split(",", -1)));
      }
    }
    var words = new HashMap<String, String>();
    for (Container container : containers) {
      boolean behind = hasPrimary && !synchronous.contains(container.node());
      words.put(container.id(), word(container, answers.getOrDefault(container.id(), ""), behind));
    }
    return words;
  }

  private static String word(Container container, String answer, boolean behind) {
    if (container.isService()) {
      return answer.equals("changed") ? "instance, changed" : "instance";
    }
    return switch (container.backend().orElse(null)) {
      case POSTGRES -> postgres(answer, behind);
      case REDIS ->
          answer.startsWith("master")
              ? "primary"
              : answer.startsWith("slave") ? "replica" : UNKNOWN;
      case KAFKA -> "broker+controller";
      case null -> "helper";
    };
  }

  private static String postgres(String answer, boolean behind) {
    if (answer.startsWith("f")) {
      return "primary";
    }
    if (!answer.startsWith("t")) {
      return UNKNOWN;
    }
    return behind ? "standby, behind" : "standby";
  }
}
