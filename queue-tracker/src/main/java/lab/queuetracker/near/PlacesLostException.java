package lab.queuetracker.near;

import io.lettuce.core.RedisException;

/** Redis holds fewer places than it was given; {@link RedisGeoNearest#load} restores them. */
public final class PlacesLostException extends RedisException {
  private static final long serialVersionUID = 1;

  PlacesLostException(String key) {
    super("Redis does not hold all places in " + key);
  }
}
