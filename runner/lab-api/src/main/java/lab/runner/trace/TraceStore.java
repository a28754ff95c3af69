package lab.runner.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Keeps the most recent traces in memory, bounded by number and by bytes; the oldest are evicted
 * first.
 */
public final class TraceStore {
  private final int mostTraces;
  private final long mostBytes;
  private final SequencedMap<String, List<TraceSpan>> traces = new LinkedHashMap<>();
  private long bytes;

  public TraceStore(int mostTraces, long mostBytes) {
    this.mostTraces = mostTraces;
    this.mostBytes = mostBytes;
  }

  public synchronized void add(List<TraceSpan> spans) {
    for (TraceSpan span : spans) {
      traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
      bytes += span.bytes();
    }
    while (traces.size() > mostTraces || bytes > mostBytes) {
      bytes -= traces.pollFirstEntry().getValue().stream().mapToLong(TraceSpan::bytes).sum();
    }
  }

  /** The trace's spans in order of arrival; empty if the trace is not known yet or no longer. */
  public synchronized List<TraceSpan> trace(String id) {
    return List.copyOf(traces.getOrDefault(id, List.of()));
  }
}
