package lab.gateway.entry;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Measures the time of one request, once: at its end or, if it is a live connection, when its
 * response begins. A stream that was open for an hour is not a request that took an hour.
 */
public final class Measurement {
  public static final String ATTRIBUTE = Measurement.class.getName();

  private final long start = System.nanoTime();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final Recorder recorder;

  /** Where the measurement is recorded. */
  interface Recorder {
    void record(boolean clientWentAway, long nanos);
  }

  Measurement(Recorder recorder) {
    this.recorder = recorder;
  }

  /** For a live connection: the measurement ends when the response begins. */
  public void endWithFirstByte(ServerHttpResponse response) {
    response.beforeCommit(() -> Mono.fromRunnable(() -> take(false)));
  }

  void take(boolean clientWentAway) {
    if (taken.compareAndSet(false, true)) {
      recorder.record(clientWentAway, System.nanoTime() - start);
    }
  }
}
