package lab.runner.trace;

import java.util.Map;

/**
 * One span of a trace.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param parentId 16 hex digits, or empty
 * @param node that recorded it, for example {@code hello-world-1}
 * @param startNanos nanoseconds since the epoch
 * @param error what went wrong, {@code error} if no more is known; empty if nothing did
 */
public record TraceSpan(
    String traceId,
    String spanId,
    String parentId,
    String node,
    String name,
    long startNanos,
    long durationNanos,
    String error,
    Map<String, String> attributes) {

  long endNanos() {
    return startNanos + durationNanos;
  }

  /** Its approximate size in memory. */
  long bytes() {
    long texts = 300L + name.length() + node.length() + error.length();
    for (var attribute : attributes.entrySet()) {
      texts += 100 + attribute.getKey().length() + attribute.getValue().length();
    }
    return texts;
  }
}
