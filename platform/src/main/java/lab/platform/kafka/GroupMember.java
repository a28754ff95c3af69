package lab.platform.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Enters a topic's events into a ledger, as a member of a consumer group.
 *
 * <p>Where each partition stands is the {@link Ledger}'s to say, so there is one answer to every
 * failure, be it Kafka's, the ledger's, or that another member has entered a partition's events
 * meanwhile: leave the group, wait a little, longer each time, join it again and go on from what
 * the ledger says.
 */
public final class GroupMember extends Worker {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String name;
  private final Subscription subscription;
  private final Ledger ledger;
  private volatile @Nullable Membership membership;

  /**
   * Not a member yet: it joins when it is started.
   *
   * @param name of the thread, and the client's id in Kafka
   */
  public GroupMember(String name, Subscription subscription, Ledger ledger) {
    super(name);
    this.name = name;
    this.subscription = subscription;
    this.ledger = ledger;
  }

  @Override
  protected void work() {
    try (var joined = new Membership(name, subscription, ledger)) {
      membership = joined;
      while (!isStopping()) {
        joined.enter(POLL);
      }
    } finally {
      membership = null;
    }
  }

  @Override
  protected void wakeUp() {
    var joined = membership;
    if (joined != null) {
      joined.wakeUp();
    }
  }
}
