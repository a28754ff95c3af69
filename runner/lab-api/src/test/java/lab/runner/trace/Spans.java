package lab.runner.trace;

import java.util.Map;

/** Spans for tests; times in milliseconds. */
final class Spans {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final long MILLI = 1_000_000;

  private Spans() {}

  static TraceSpan span(
      String id, String parent, String node, String name, long start, long millis) {
    return span(id, parent, node, name, start, millis, "", Map.of());
  }

  static TraceSpan span(
      String id,
      String parent,
      String node,
      String name,
      long start,
      long millis,
      String error,
      Map<String, String> attributes) {
    return new TraceSpan(
        TRACE, id, parent, node, name, start * MILLI, millis * MILLI, error, attributes);
  }
}
