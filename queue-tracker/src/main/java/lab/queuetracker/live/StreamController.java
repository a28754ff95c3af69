package lab.queuetracker.live;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import lab.platform.web.Numbers;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import lab.queuetracker.place.Catalogue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One line, for networks that block WebSockets: as server-sent events, or by long polling. */
@RestController
@RequestMapping("/api/queue/{location}")
class StreamController {
  private static final long NEVER = 0L;

  private final Catalogue places;
  private final Live live;
  private final LiveProperties properties;
  private final Departures departures;

  StreamController(Catalogue places, Live live, LiveProperties properties, Departures departures) {
    this.places = places;
    this.live = live;
    this.properties = properties;
    this.departures = departures;
  }

  /**
   * @param lastEventId sent by the browser itself when it reconnects: the {@code seq} of the last
   *     update it received
   */
  @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(
      @PathVariable String location,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletRequest request)
      throws IOException {
    places.require(location);
    Long after = lastEventId == null ? null : seq("Last-Event-ID", lastEventId);
    var emitter = new SseEmitter(NEVER);
    var sink = new EventSink(emitter);
    var mailbox = connect(Transport.SSE, sink);
    sink.beat(); // so that the head is sent even when there are no updates yet
    follow(mailbox, location, after);
    var watch = departures.watch(request, mailbox::beat);
    emitter.onCompletion(() -> {
      watch.run();
      live.disconnect(mailbox);
    });
    emitter.onError(_ -> live.disconnect(mailbox));
    return emitter;
  }

  /**
   * @param after the {@code seq} that the client has; without it, the answer is the current state
   */
  @GetMapping(path = "/changes", produces = MediaType.APPLICATION_JSON_VALUE)
  DeferredResult<String> changes(
      @PathVariable String location,
      @RequestParam(required = false) @Nullable String after,
      HttpServletRequest request) {
    places.require(location);
    Long has = after == null ? null : seq("after", after);
    var answer = new DeferredResult<String>(properties.pollWait().toMillis());
    var sink = new PollSink(location, has, answer);
    var mailbox = connect(Transport.POLL, sink);
    follow(mailbox, location, has);
    var watch = departures.watch(request, sink::close);
    answer.onTimeout(sink::close);
    answer.onCompletion(() -> {
      watch.run();
      live.disconnect(mailbox);
    });
    return answer;
  }

  /** A HEAD is answered at once, because there is nothing to wait for. */
  @RequestMapping(
      path = {"/stream", "/changes"},
      method = RequestMethod.HEAD)
  ResponseEntity<Void> head(@PathVariable String location, HttpServletRequest request) {
    places.require(location);
    boolean stream = request.getRequestURI().endsWith("/stream");
    return ResponseEntity.ok()
        .contentType(stream ? MediaType.TEXT_EVENT_STREAM : MediaType.APPLICATION_JSON)
        .build();
  }

  private void follow(Mailbox mailbox, String location, @Nullable Long after) {
    Map<String, @Nullable Long> wanted = new HashMap<>();
    wanted.put(location, after);
    try {
      live.subscribe(mailbox, wanted);
    } catch (Live.Refused refusal) {
      live.disconnect(mailbox);
      throw full(refusal);
    } catch (RuntimeException e) {
      live.disconnect(mailbox);
      throw e;
    }
  }

  private static Long seq(String field, String text) {
    var seq = Numbers.whole(text);
    if (seq.isPresent() && seq.getAsLong() >= 0) {
      return seq.getAsLong();
    }
    throw new ProblemException(
        Problem.of(400, "invalid-seq", "Invalid sequence number")
            .detail(field + " must be the seq of an update.")
            .field(field)
            .bound("a whole number from 0 on"));
  }

  private Mailbox connect(Transport transport, Sink sink) {
    try {
      return live.connect(transport, sink);
    } catch (Live.Refused refusal) {
      throw full(refusal);
    }
  }

  private static ProblemException full(Live.Refused refusal) {
    return new ProblemException(
        Problem.of(503, "too-many-subscribers", "Too many subscribers")
            .detail(String.valueOf(refusal.getMessage())));
  }
}
