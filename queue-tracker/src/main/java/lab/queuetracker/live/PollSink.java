package lab.queuetracker.live;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * One long poll: {@code {"location":…,"seq":…,"updates":[…]}} with the first updates that arrive,
 * or with none if it ends before. {@code seq} is for the next poll's {@code after}.
 */
final class PollSink implements Sink {
  private final String location;
  private final @Nullable Long after;
  private final DeferredResult<String> answer;

  PollSink(String location, @Nullable Long after, DeferredResult<String> answer) {
    this.location = location;
    this.after = after;
    this.answer = answer;
  }

  @Override
  public void send(List<Update> updates) {
    var all = updates.stream().map(UpdateJson::of).collect(Collectors.joining(","));
    answer(updates.getLast().seq(), all);
  }

  @Override
  public void beat() {}

  @Override
  public void sendAway(Duration retry) {
    close();
  }

  /** Answers with the {@code seq} that the client has, for its next poll. */
  @Override
  public void close() {
    answer(after == null ? 0 : after, "");
  }

  private void answer(long seq, String updates) {
    answer.setResult(
        "{\"location\":\"%s\",\"seq\":%d,\"updates\":[%s]}".formatted(location, seq, updates));
  }
}
