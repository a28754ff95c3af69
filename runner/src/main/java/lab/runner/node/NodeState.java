package lab.runner.node;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The states of a node. {@link Unhealthy} and {@link Disconnected} are a container's alone: the
 * engine checks its health all the time, and its network can be taken away.
 */
public sealed interface NodeState {
  /** The zone of every time that the lab tells, and it is told along. */
  DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Not started yet. */
  record Planned() implements NodeState {}

  /** Its process runs and is not ready yet. */
  record Starting(Instant since) implements NodeState {}

  /** It serves. */
  record Ready(Instant since) implements NodeState {}

  /**
   * Stopped by a signal in the middle of whatever it was doing: it holds its connections and does
   * not answer.
   */
  record Paused(Instant since) implements NodeState {}

  /** Its process runs, and fails its health check. */
  record Unhealthy(Instant since) implements NodeState {}

  /** Its process runs, and no other node can reach it. */
  record Disconnected(Instant since) implements NodeState {}

  /** Ended in order, as it was told. */
  record Stopped(Instant at) implements NodeState {}

  /** Ended otherwise; it stays so until somebody starts it. */
  record Dead(Instant at, String why) implements NodeState {}

  /** Whether its process is there. */
  default boolean hasProcess() {
    return switch (this) {
      case Starting(_), Ready(_), Paused(_), Unhealthy(_), Disconnected(_) -> true;
      case Planned(), Stopped(_), Dead(_, _) -> false;
    };
  }

  /** One word, as in {@link NodeStatus#state()}. */
  default String word() {
    return switch (this) {
      case Planned() -> "planned";
      case Starting(_) -> "starting";
      case Ready(_) -> "ready";
      case Paused(_) -> "paused";
      case Unhealthy(_) -> "unhealthy";
      case Disconnected(_) -> "disconnected";
      case Stopped(_) -> "stopped";
      case Dead(_, _) -> "dead";
    };
  }

  /** When and why. */
  default String detail() {
    return switch (this) {
      case Planned() -> "";
      case Starting(var since) -> "since " + clock(since);
      case Ready(var since) -> "since " + clock(since);
      case Paused(var since) -> "since " + clock(since);
      case Unhealthy(var since) -> "started at " + clock(since) + ", fails its health check";
      case Disconnected(var since) -> "started at " + clock(since) + ", cut off from the others";
      case Stopped(var at) -> "at " + clock(at);
      case Dead(var at, var why) -> "at " + clock(at) + ": " + why;
    };
  }

  private static String clock(Instant instant) {
    return CLOCK.format(instant);
  }
}
