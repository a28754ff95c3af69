package lab.platform.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Enters a topic's events into a {@link Ledger}, as a member of a consumer group.
 *
 * <p>The {@link Ledger} keeps the offset of each partition, so every failure has the same remedy,
 * whether it is Kafka's, the ledger's, or that another member has meanwhile entered a partition's
 * events: leave the group, back off (longer each time), rejoin, and resume from the ledger's
 * offsets.
 */
public final class GroupMember extends Worker {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String name;
  private final Subscription subscription;
  private final Ledger ledger;
  private volatile @Nullable Membership membership;

  /**
   * Does not join the group until it is started.
   *
   * @param name of the thread, and the client id in Kafka
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
