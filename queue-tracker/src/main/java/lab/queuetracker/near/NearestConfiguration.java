package lab.queuetracker.near;

import lab.platform.redis.Redis;
import lab.platform.startup.StartupRefusedException;
import lab.queuetracker.place.Catalogue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The configured search. */
@Configuration(proxyBeanMethods = false)
class NearestConfiguration {
  @Bean
  Nearest nearest(Catalogue places, SearchProperties properties, ObjectProvider<Redis> redis) {
    return switch (properties.arm()) {
      case INDEX -> new IndexNearest(places.all());
      case H3 -> new H3Nearest(places.all());
      case BRUTE_FORCE -> new BruteForceNearest(places.all());
      case REDIS -> new RedisNearest(existing(redis), places.all());
    };
  }

  private static Redis existing(ObjectProvider<Redis> redis) {
    var there = redis.getIfAvailable();
    if (there == null) {
      throw new StartupRefusedException(
          "lab.nearest.arm is redis, and phase 1 has no Redis.",
          "Set it to index, h3 or brute-force.");
    }
    return there;
  }
}
