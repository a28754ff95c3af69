package lab.queuetracker.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

  private final Line line = new Line("cafe");
  private final List<Update> sent = new ArrayList<>();

  @Test
  void a_subscriber_that_reconnects_gets_the_remembered_changes_one_by_one() {
    publish(10);

    assertThat(subscribed(7L)).isFalse();
    assertThat(sent).extracting(Update::seq).containsExactly(8L, 9L, 10L);
  }

  @Test
  void older_changes_are_forgotten_and_need_a_snapshot() {
    publish(10);
    line.forgetBefore(BEGIN.plusSeconds(9));

    assertThat(subscribed(7L)).as("waits for a snapshot").isTrue();
    assertThat(subscribed(8L)).isFalse();
    assertThat(sent).extracting(Update::seq).containsExactly(9L, 10L);
  }

  @Test
  void the_latest_change_is_never_forgotten_so_that_it_is_not_sent_twice() {
    publish(10);
    line.forgetBefore(BEGIN.plusSeconds(1_000));

    assertThat(subscribed(10L)).isFalse();
    publish(10);
    assertThat(sent).isEmpty();
  }

  private void publish(int changes) {
    for (int seq = 1; seq <= changes; seq++) {
      line.publish(new Update("cafe", seq, seq, BEGIN.plusSeconds(seq), false, 0));
    }
  }

  private boolean subscribed(@Nullable Long after) {
    var metrics = new LiveMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
    var mailbox = new Mailbox(new Recorder(), Runnable::run, metrics, Mailbox::close);
    return line.subscribe(mailbox, after);
  }

  private final class Recorder implements Sink {
    @Override
    public void send(List<Update> updates) {
      sent.addAll(updates);
    }

    @Override
    public void beat() {}

    @Override
    public void sendAway(Duration retry) {}

    @Override
    public void close() {}
  }
}
