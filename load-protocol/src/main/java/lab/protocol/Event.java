package lab.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * What the load generator reports while it runs: one JSON object per line on its standard output.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Step.class, name = "step"),
  @JsonSubTypes.Type(value = Event.Started.class, name = "started"),
  @JsonSubTypes.Type(value = Event.Second.class, name = "second"),
  @JsonSubTypes.Type(value = Event.Ask.class, name = "ask"),
  @JsonSubTypes.Type(value = Event.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = Event.Distrusted.class, name = "distrusted")
})
public sealed interface Event {
  /** Something that begins or has happened, in words. */
  record Step(String text) implements Event {}

  /** The measured part begins at this time, from which the times of the faults count. */
  record Started(long epochMillis) implements Event {}

  /**
   * One second of load, for the progress display.
   *
   * @param second since the load began, warm-up included
   * @param p99Micros 99th percentile of the latency of the correct responses that arrived in this
   *     second, in microseconds
   */
  record Second(long second, boolean warmUp, long sent, long ok, long failed, long p99Micros)
      implements Event {}

  /**
   * Asks the runner to do or report something; it replies with an {@link Answer} on standard input.
   *
   * @param id of the question, repeated in the answer
   * @param of the arguments: a node, a node and an endpoint, a kind, or none
   */
  record Ask(long id, What what, List<String> of) implements Event {}

  /** What the runner can be asked for. */
  enum What {
    /** The names of the ready nodes of a kind. */
    NODES,
    /** Sudden death of a node. */
    KILL,
    /** Orderly shutdown of a node. */
    STOP,
    /** Starts a killed or stopped node; answered when it is ready. */
    START,
    /** The response of an endpoint of a node's actuator; its text is the answer's only value. */
    ACTUATOR,
    /** Answered when all faults are lifted and the lab is as it was before. */
    CALM
  }

  /**
   * Everything is done and written; the last event.
   *
   * @param values by the name of the measure; a missing name means that it was not measured
   */
  record Measured(Map<String, Double> values) implements Event {}

  /** The measurements cannot be trusted, for this reason; the last event. */
  record Distrusted(String reason) implements Event {}
}
