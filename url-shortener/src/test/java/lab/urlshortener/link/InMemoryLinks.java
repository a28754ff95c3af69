package lab.urlshortener.link;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** Links without PostgreSQL. Passes the same contract; can be made unavailable. */
public final class InMemoryLinks implements Links {
  private final Map<String, Link> byCode = new HashMap<>();
  private final Map<String, Link> byKey = new HashMap<>();
  private boolean away;
  private int resolved;

  @Override
  public synchronized Resolution resolve(String code) {
    requireHere();
    resolved++;
    Link link = byCode.get(code);
    return link == null ? Resolution.UNKNOWN : new Resolution.Found(link);
  }

  @Override
  public synchronized Creation create(TargetUrl url, @Nullable IdempotencyKey key) {
    requireHere();
    Link before = key == null ? null : byKey.get(key.value());
    if (before != null) {
      return before.url().equals(url.value())
          ? new Creation.Replayed(before)
          : new Creation.KeyReused();
    }
    var link = new Link("%07d".formatted(byCode.size() + 1), url.value(), Instant.EPOCH);
    byCode.put(link.code(), link);
    if (key != null) {
      byKey.put(key.value(), link);
    }
    return new Creation.Created(link);
  }

  public synchronized void put(Link link) {
    byCode.put(link.code(), link);
  }

  public synchronized void away(boolean isAway) {
    away = isAway;
  }

  /** How many look-ups reached it. */
  public synchronized int resolved() {
    return resolved;
  }

  private void requireHere() {
    if (away) {
      throw new StoreUnavailableException("taken away");
    }
  }
}
