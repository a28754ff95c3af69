package lab.runner.node;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The states of a node. Only containers can be {@link Unhealthy} or {@link Disconnected}: the
 * engine checks their health all the time, and their network can be taken away.
 */
public sealed interface NodeState {
  /** The format of every time that the lab shows: UTC, with the zone shown. */
  DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Not started yet. */
  record Planned() implements NodeState {}

  /** Its process is running but not ready yet. */
  record Starting(Instant since) implements NodeState {}

  /** It is serving. */
  record Ready(Instant since) implements NodeState {}

  /**
   * Frozen by a signal in the middle of whatever it was doing: it holds its connections but does
   * not answer.
   */
  record Paused(Instant since) implements NodeState {}

  /** Its process is running but fails its health check. */
  record Unhealthy(Instant since) implements NodeState {}

  /** Its process is running but no other node can reach it. */
  record Disconnected(Instant since) implements NodeState {}

  /** Shut down in order, on command. */
  record Stopped(Instant at) implements NodeState {}

  /** Ended in any other way; it stays dead until somebody starts it. */
  record Dead(Instant at, String why) implements NodeState {}

  /** Whether it has a process. */
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

  /** When it got into this state, and why. */
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
