package lab.servers.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Forms a cluster of Redis nodes before they are started: writes each node's {@code nodes.conf} as
 * if they had already met, shared the 16,384 slots and chosen their primaries. So no client has to
 * introduce them, and a first start is like a restart: the cluster serves two seconds after its
 * processes started, because a Redis primary refuses to serve for that long after its start, in
 * case a replica has taken over its slots.
 *
 * <p>The format is that of {@code CLUSTER NODES}, which Redis documents; once started, the servers
 * maintain the files themselves, and this class leaves them alone unless the addresses changed.
 */
public final class RedisCluster {
  private static final int SLOTS = 16_384;

  private RedisCluster() {}

  /**
   * Forms a cluster, unless the nodes were already formed into one at these addresses: the first
   * {@code primaries} nodes share the slots, the others are their replicas in turn.
   */
  public static void form(List<RedisNode> nodes, int primaries) throws IOException {
    if (primaries < 1 || primaries > nodes.size()) {
      throw new IllegalArgumentException(primaries + " primaries of " + nodes.size() + " nodes");
    }
    if (isFormed(nodes)) {
      return;
    }
    var ids = new ArrayList<String>();
    nodes.forEach(_ -> ids.add(newId()));
    for (int self = 0; self < nodes.size(); self++) {
      var file = new StringBuilder();
      for (int node = 0; node < nodes.size(); node++) {
        file.append(line(nodes, ids, primaries, node, node == self)).append('\n');
      }
      file.append("vars currentEpoch %d lastVoteEpoch 0%n".formatted(primaries));
      Files.createDirectories(nodes.get(self).membership().getParent());
      Files.writeString(nodes.get(self).membership(), file);
    }
  }

  /**
   * Restores the membership of a node that lost its folder, before it is started: from what its
   * peers remember of it, under the id that they know. Without this it would be a cluster of its
   * own that nobody knows. It holds no data; its primary sends them. A primary whose slots another
   * has taken over becomes a replica of the primary with the fewest.
   *
   * @return false if it remembers itself, or no peer remembers it
   */
  public static boolean remember(RedisNode node, List<RedisNode> nodes) throws IOException {
    if (Files.exists(node.membership())) {
      return false;
    }
    var views = new ArrayList<Membership>();
    for (RedisNode peer : nodes) {
      if (Files.exists(peer.membership())) {
        views.add(Membership.parse(Files.readString(peer.membership())));
      }
    }
    String address = "127.0.0.1:%d@%d".formatted(node.port(), node.busPort());
    Optional<String> newest =
        views.stream()
            .max(Comparator.comparing(Membership::epoch))
            .flatMap(view -> view.of(address));
    if (newest.isEmpty()) {
      return false;
    }
    Files.createDirectories(node.membership().getParent());
    Files.writeString(node.membership(), newest.get());
    return true;
  }

  private static String line(
      List<RedisNode> nodes, List<String> ids, int primaries, int node, boolean isSelf) {
    boolean isPrimary = node < primaries;
    int primary = node % primaries;
    String flags = (isSelf ? "myself," : "") + (isPrimary ? "master" : "slave");
    int first = SLOTS * primary / primaries;
    int last = SLOTS * (primary + 1) / primaries - 1;
    return "%s 127.0.0.1:%d@%d %s %s 0 0 %d connected%s"
        .formatted(
            ids.get(node),
            nodes.get(node).port(),
            nodes.get(node).busPort(),
            flags,
            isPrimary ? "-" : ids.get(primary),
            primary + 1,
            isPrimary ? " " + first + "-" + last : "");
  }

  /** Whether every node remembers every other at its present address. */
  private static boolean isFormed(List<RedisNode> nodes) throws IOException {
    for (RedisNode node : nodes) {
      if (!Files.exists(node.membership())) {
        return false;
      }
      String known = Files.readString(node.membership());
      for (RedisNode other : nodes) {
        if (!known.contains("127.0.0.1:%d@%d".formatted(other.port(), other.busPort()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static String newId() {
    var bytes = new byte[20];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
