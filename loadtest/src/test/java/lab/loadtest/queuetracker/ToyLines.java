package lab.loadtest.queuetracker;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.loadtest.queuetracker.QueueApi.Spot;
import org.jspecify.annotations.Nullable;

/** The lines of a {@link ToyTracker}, and the faults that a test injects. */
final class ToyLines {
  private static final double DEGREE_METRES = 111_195;

  /** The response to a request. */
  record Answer(int status, String body, @Nullable String etag) {}

  private record Follower(String place, Channel channel, Consumer<String> messages) {}

  private static final class Line {
    private int length;
    private long seq;
  }

  private final List<Spot> spots;
  private final Map<String, Line> lines = new HashMap<>();
  private final Set<String> tickets = new LinkedHashSet<>();
  private final List<Follower> followers = new ArrayList<>();
  private final Map<String, List<Runnable>> polls = new HashMap<>();
  private int changes;
  private int questions;

  /** Responses report a length that is this much too small, from a cache; 0: the true one. */
  volatile int stale;

  /** Every nth change is acknowledged but not made; 0: none. */
  volatile int loseEvery;

  /** Every nth change is made twice; 0: none. */
  volatile int repeatEvery;

  /** Every nth query for the nearest omits the nearest; 0: none. */
  volatile int forgetNearestEvery;

  /** The status of every response about a line; 0: the correct one. */
  volatile int status;

  /** Whether followers are no longer told about changes. */
  volatile boolean silent;

  /** Whether followers are told about each change twice. */
  volatile boolean stutters;

  volatile boolean refusesSockets;

  ToyLines(int places) {
    spots =
        IntStream.range(0, places).mapToObj(i -> new Spot("place_" + i, 0, i / 10.0, 2)).toList();
    spots.forEach(spot -> lines.put(spot.location(), new Line()));
  }

  synchronized Answer answer(
      String method, QueryStringDecoder uri, String body, @Nullable String version) {
    String[] path = uri.path().split("/");
    return switch (path[2]) {
      case "places" ->
          new Answer(200, places(Integer.parseInt(uri.parameters().get("limit").getFirst())), null);
      case "queues" -> new Answer(status == 0 ? 200 : status, nearest(uri), null);
      case "tickets" -> new Answer(tickets.contains(path[3]) ? 200 : ticketStatus, "{}", null);
      default -> line(method, path, body, version);
    };
  }

  /** The status for an unknown ticket. */
  volatile int ticketStatus = 404;

  private Answer line(String method, String[] path, String body, @Nullable String version) {
    Line line = lines.get(path[3]);
    if (line == null || status != 0) {
      return new Answer(status == 0 ? 404 : status, "{}", null);
    }
    if (method.equals("GET")) {
      String source = stale > 0 ? "cache" : "store";
      return told(line, line.length - stale, ",\"source\":\"" + source + "\"");
    }
    if (version != null && !version.equals("\"" + line.seq + "\"")) {
      return new Answer(412, "{}", null);
    }
    String ticket = path[3] + "-" + changes;
    int more = path[4].equals("update") ? (int) Fields.last(body, "length") - line.length : 1;
    boolean first = path[4].equals("served") && line.length == 0;
    if (first) {
      return new Answer(409, "{}", null);
    }
    more = path[4].equals("served") ? -1 : more;
    if (path[4].equals("join")) {
      tickets.add(ticket);
    }
    changes++;
    if (loseEvery == 0 || changes % loseEvery != 0) {
      line.length += more;
      line.length += repeatEvery != 0 && changes % repeatEvery == 0 ? more : 0;
      line.seq++;
      tell(path[3], line);
    }
    return told(line, line.length, ",\"ticket\":\"" + ticket + "\"");
  }

  private static Answer told(Line line, int length, String more) {
    return new Answer(
        200,
        "{\"queue_length\":%d,\"seq\":%d%s}".formatted(length, line.seq, more),
        Long.toString(line.seq));
  }

  private String places(int limit) {
    return spots.stream()
        .limit(limit)
        .map(spot ->
            String.format(
                Locale.ROOT,
                "{\"location\":\"%s\",\"lat\":%s,\"lon\":%s,\"servers\":2}",
                spot.location(),
                spot.latitude(),
                spot.longitude()))
        .collect(Collectors.joining(",", "{\"places\":[", "]}"));
  }

  /** On the equator, where a degree has the same length in all directions. */
  private String nearest(QueryStringDecoder uri) {
    double lat = Double.parseDouble(uri.parameters().get("lat").getFirst());
    double lon = Double.parseDouble(uri.parameters().get("lon").getFirst());
    double radius = Double.parseDouble(uri.parameters().get("radius").getFirst());
    int limit = Integer.parseInt(uri.parameters().get("limit").getFirst());
    boolean forgets = forgetNearestEvery != 0 && ++questions % forgetNearestEvery == 0;
    return spots.stream()
        .filter(spot -> metres(spot, lat, lon) <= radius)
        .sorted(Comparator.comparingDouble(spot -> metres(spot, lat, lon)))
        .limit(limit)
        .skip(forgets ? 1 : 0)
        .map(spot -> "{\"location\":\"" + spot.location() + "\"}")
        .collect(Collectors.joining(",", "{\"places\":[", "]}"));
  }

  private static double metres(Spot spot, double lat, double lon) {
    return Math.hypot(spot.latitude() - lat, spot.longitude() - lon) * DEGREE_METRES;
  }

  /** Sends a line's message now, and at every change from now on. */
  synchronized void follow(
      String place, @Nullable Long after, Channel channel, Consumer<String> messages) {
    Line line = lines.get(place);
    if (after == null) {
      messages.accept(message(line.seq, line.length, true));
    } else {
      for (long seq = after + 1; seq <= line.seq; seq++) {
        messages.accept(message(seq, (int) seq, false));
      }
    }
    followers.add(new Follower(place, channel, messages));
  }

  /** Responds when there is something newer. */
  synchronized void afterwards(String place, long after, Consumer<String> answer) {
    Line line = lines.get(place);
    Runnable tell = () -> answer.accept(message(line.seq, line.length, false));
    if (line.seq > after) {
      tell.run();
    } else {
      polls.computeIfAbsent(place, _ -> new ArrayList<>()).add(tell);
    }
  }

  private void tell(String place, Line line) {
    if (silent) {
      return;
    }
    List<Runnable> polling = polls.remove(place);
    if (polling != null) {
      polling.forEach(Runnable::run);
    }
    String message = message(line.seq, line.length, false);
    for (Follower follower : followers) {
      if (follower.place().equals(place)) {
        follower.messages().accept(message);
        if (stutters) {
          follower.messages().accept(message);
        }
      }
    }
  }

  private static String message(long seq, int length, boolean snapshot) {
    return "{\"type\":\"queue_update\",\"snapshot\":%s,\"seq\":%d,\"queue_length\":%d}"
        .formatted(snapshot, seq, length);
  }

  /** Cuts off every nth follower, beginning with the first. */
  synchronized void cut(int every) {
    List<Follower> gone = new ArrayList<>();
    for (int i = 0; i < followers.size(); i += every) {
      gone.add(followers.get(i));
    }
    followers.removeAll(gone);
    gone.forEach(follower -> follower.channel().close());
  }

  /** Forgets the last people who joined. */
  synchronized void forget(int people) {
    tickets.stream().skip(tickets.size() - people).toList().forEach(tickets::remove);
  }

  /** Makes this line shorter by one. */
  synchronized void shorten(String place) {
    lines.get(place).length--;
  }

  synchronized int length(String place) {
    return lines.get(place).length;
  }
}
