package lab.servers.redis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node remembers of its cluster: a {@code nodes.conf}.
 *
 * @param epoch the cluster's epoch as the node knew it: the greater, the newer
 */
record Membership(List<Member> members, long epoch) {
  private static final Pattern EPOCH = Pattern.compile("currentEpoch (\\d+)");
  private static final int FIELDS_BEFORE_SLOTS = 8;

  /**
   * A line.
   *
   * @param address {@code 127.0.0.1:PORT@BUS}, and whatever else Redis appends after a comma
   * @param primary the id of a replica's primary, or {@code -}
   * @param slots empty, or one or several ranges
   */
  private record Member(
      String id, String address, boolean isReplica, String primary, String epoch, String slots) {
    static Member parse(String line) {
      String[] fields = line.split(" ", -1);
      String slots =
          Stream.of(fields)
              .skip(FIELDS_BEFORE_SLOTS)
              .filter(range -> !range.startsWith("[")) // migrating to another node
              .collect(Collectors.joining(" "));
      boolean isReplica = List.of(fields[2].split(",", -1)).contains("slave");
      return new Member(fields[0], fields[1], isReplica, fields[3], fields[6], slots);
    }

    boolean isAt(String place) {
      return address.equals(place) || address.startsWith(place + ",");
    }

    boolean hasSlots() {
      return !slots.isEmpty();
    }

    Member replicaOf(Member other) {
      return new Member(id, address, true, other.id, other.epoch, "");
    }

    String line(boolean isSelf) {
      String flags = (isSelf ? "myself," : "") + (isReplica ? "slave" : "master");
      String line = "%s %s %s %s 0 0 %s connected".formatted(id, address, flags, primary, epoch);
      return hasSlots() ? line + " " + slots : line;
    }
  }

  static Membership parse(String file) {
    var members =
        file.lines()
            .filter(line -> line.contains("@") && !line.contains("handshake"))
            .map(Member::parse)
            .toList();
    Matcher epoch = EPOCH.matcher(file);
    return new Membership(members, epoch.find() ? Long.parseLong(epoch.group(1)) : 0);
  }

  /** The same, as the file of the node at this address; empty if it is not a member. */
  Optional<String> of(String address) {
    return members.stream()
        .filter(member -> member.isAt(address))
        .findFirst()
        .map(self -> file(withAPlace(self)));
  }

  private Member withAPlace(Member self) {
    if (self.isReplica() || self.hasSlots()) {
      return self;
    }
    return members.stream()
        .filter(Member::hasSlots)
        .min(Comparator.comparing(this::replicas))
        .map(self::replicaOf)
        .orElse(self);
  }

  private long replicas(Member primary) {
    return members.stream().filter(member -> member.primary().equals(primary.id())).count();
  }

  private String file(Member self) {
    String lines =
        members.stream()
            .map(member -> member.id().equals(self.id()) ? self.line(true) : member.line(false))
            .collect(Collectors.joining("\n"));
    // It may have voted in this epoch already, and must not vote twice.
    return lines + "\nvars currentEpoch %1$d lastVoteEpoch %1$d\n".formatted(epoch);
  }
}
