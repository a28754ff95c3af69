package lab.runner.node;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The states of a node. Only {@link Starting}, {@link Ready} and {@link Paused} have a process. */
sealed interface NodeState {

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

  /** Ended in order, as it was told. */
  record Stopped(Instant at) implements NodeState {}

  /** Ended otherwise; it stays so until somebody starts it. */
  record Dead(Instant at, String why) implements NodeState {}

  default boolean hasProcess() {
    return this instanceof Starting || this instanceof Ready || this instanceof Paused;
  }

  /** One word, as in {@link NodeStatus#state()}. */
  default String word() {
    return switch (this) {
      case Planned() -> "planned";
      case Starting(_) -> "starting";
      case Ready(_) -> "ready";
      case Paused(_) -> "paused";
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
      case Stopped(var at) -> "at " + clock(at);
      case Dead(var at, var why) -> "at " + clock(at) + ": " + why;
    };
  }

  private static String clock(Instant instant) {
    return DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()).format(instant);
  }
}
