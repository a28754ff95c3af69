package lab.queuetracker.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lab.queuetracker.queue.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static Queue queue(long version) {
    return new Queue("here", (int) version, version, Instant.EPOCH);
  }

  private static List<Update> drained(Backlog backlog) {
    var batch = new ArrayList<Update>();
    backlog.drainTo(batch);
    return batch;
  }

  /** Fails unless each update states correctly how many changes there were since the one before. */
  private static long follow(long from, List<Update> updates) {
    long last = from;
    for (Update update : updates) {
      assertThat(update.seq()).isGreaterThan(last);
      if (!update.snapshot()) {
        assertThat(update.seq() - 1 - update.coalesced()).isEqualTo(last);
      }
      last = update.seq();
    }
    return last;
  }

  @Property
  void every_skipped_change_is_reported_whatever_the_subscribers_pace(
      @ForAll @IntRange(min = 1, max = 300) int changes,
      @ForAll @IntRange(min = 1, max = 90) int pace) {
    var backlog = Backlog.following(7);
    long last = 7;
    for (long version = 8; version < 8 + changes; version++) {
      backlog.add(Update.change(queue(version)));
      if (version % pace == 0) {
        var batch = drained(backlog);
        assertThat(batch).hasSizeLessThanOrEqualTo(Backlog.MOST);
        last = follow(last, batch);
      }
    }
    assertThat(follow(last, drained(backlog))).isEqualTo(7 + changes);
  }

  @Property
  void a_snapshot_comes_first_and_the_changes_after_it_follow(
      @ForAll @IntRange(min = 1, max = 90) int before,
      @ForAll @IntRange(min = 0, max = 90) int during,
      @ForAll @IntRange(min = 0, max = 90) int after) {
    var backlog = Backlog.awaitingSnapshot(0);
    for (long version = 1 + before; version <= before + during; version++) {
      backlog.add(Update.change(queue(version)));
    }
    assertThat(drained(backlog)).isEmpty();
    long snapshot = before + during / 2;
    backlog.begin(Update.snapshot(queue(snapshot)));
    for (long version = before + during + 1; version <= before + during + after; version++) {
      backlog.add(Update.change(queue(version)));
    }
    long last = Math.max(snapshot, before + during + after);
    assertThat(follow(-1, drained(backlog))).isEqualTo(last);
  }

  @Test
  void an_update_that_arrives_twice_or_late_is_sent_once() {
    var backlog = Backlog.following(1);
    for (long version : new long[] {1, 2, 2, 3, 2, 1, 3}) {
      backlog.add(Update.change(queue(version)));
    }
    assertThat(drained(backlog)).extracting(Update::seq).containsExactly(2L, 3L);
  }

  @Test
  void a_subscriber_with_the_snapshots_version_is_not_sent_it() {
    var backlog = Backlog.awaitingSnapshot(5);
    backlog.begin(Update.snapshot(queue(5)));
    assertThat(drained(backlog)).isEmpty();
    backlog.add(Update.change(queue(6)));
    assertThat(drained(backlog)).extracting(Update::seq).containsExactly(6L);
  }

  @Test
  void a_subscriber_with_a_higher_version_starts_again_after_a_loss() {
    var backlog = Backlog.awaitingSnapshot(50);
    backlog.add(Update.change(queue(3)));
    backlog.begin(Update.snapshot(queue(2)));
    assertThat(drained(backlog)).extracting(Update::seq).containsExactly(2L, 3L);
  }
}
