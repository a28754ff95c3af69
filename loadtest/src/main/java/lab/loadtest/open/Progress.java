package lab.loadtest.open;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What happened since the previous call, for the progress display; not for the verdict. */
final class Progress {
  record Delta(long sent, long ok, long failed, long p99Micros) {}

  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Recorder latency = new Recorder(2);

  void sent() {
    sent.increment();
  }

  void ok(long micros) {
    latency.recordValue(micros);
  }

  void failed() {
    failed.increment();
  }

  Delta take() {
    Histogram interval = latency.getIntervalHistogram();
    return new Delta(
        sent.sumThenReset(),
        interval.getTotalCount(),
        failed.sumThenReset(),
        interval.getValueAtPercentile(99));
  }
}
