package lab.queuetracker.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One stream of server-sent events (WHATWG HTML, section 9.2). */
final class EventSink implements Sink {
  private final SseEmitter emitter;

  EventSink(SseEmitter emitter) {
    this.emitter = emitter;
  }

  @Override
  public void send(List<Update> updates) throws IOException {
    for (Update update : updates) {
      emitter.send(
          SseEmitter.event()
              .id(String.valueOf(update.seq()))
              .name("queue_update")
              .data(UpdateJson.of(update)));
    }
  }

  @Override
  public void beat() throws IOException {
    emitter.send(SseEmitter.event().comment("heartbeat"));
  }

  /** The browser reconnects by itself, after the retry time that it was sent last. */
  @Override
  public void sendAway(Duration retry) throws IOException {
    emitter.send(SseEmitter.event().name("reconnect").reconnectTime(retry.toMillis()).data("{}"));
    emitter.complete();
  }

  @Override
  public void close() {
    emitter.complete();
  }
}
