package lab.queuetracker.near;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.List;
import lab.platform.redis.Redis;
import lab.platform.resilience.StoreUnavailableException;
import lab.queuetracker.place.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches in Redis, and in this process while Redis is down or does not have the places yet. They
 * are loaded at startup and again after each reconnect, because Redis may have lost them.
 */
final class RedisNearest implements Nearest {
  private static final Logger log = LoggerFactory.getLogger(RedisNearest.class);
  private static final String KEY = "queue-tracker:places:";
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Redis redis;
  private final RedisGeoNearest inRedis;
  private final Nearest meanwhile;
  private volatile boolean loaded;

  RedisNearest(Redis redis, List<Place> places) {
    this.redis = redis;
    this.inRedis = new RedisGeoNearest(redis::commands, KEY + places.size(), TIMEOUT, places);
    this.meanwhile = new IndexNearest(places);
    redis.onReconnect(this::loadSoon);
    loadSoon();
  }

  @Override
  public List<Near> find(Point point, double radiusMetres, int limit) {
    if (loaded) {
      try {
        return inRedis.find(point, radiusMetres, limit);
      } catch (PlacesLostException e) {
        loadSoon();
      } catch (RedisException | StoreUnavailableException e) {
        log.debug("Redis does not answer", e);
        redis.suspect();
      }
    }
    return meanwhile.find(point, radiusMetres, limit);
  }

  private void loadSoon() {
    loaded = false;
    Thread.ofVirtual().name("load-places").start(this::load);
  }

  private void load() {
    try {
      while (!loaded) {
        try {
          inRedis.load();
          loaded = true;
        } catch (RedisException | StoreUnavailableException e) {
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
