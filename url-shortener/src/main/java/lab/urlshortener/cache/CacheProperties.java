package lab.urlshortener.cache;

import java.time.Duration;
import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The cache in front of PostgreSQL.
 *
 * @param localEntries how many links one instance keeps in its own memory
 * @param localTtl how long it keeps them
 * @param localNegativeTtl how long it remembers that a code is unknown
 * @param redisTtl how long Redis keeps a link
 * @param redisNegativeTtl how long Redis remembers that a code is unknown
 * @param jitter the part by which each of these times varies, so that entries cached together do
 *     not expire together
 * @param databaseConcurrency how many look-ups one instance runs in PostgreSQL at a time
 * @param databaseWait how long a look-up waits for its turn at PostgreSQL
 * @param flightWait how long a request waits for another request's look-up of the same code
 */
@ConfigurationProperties("lab.cache")
record CacheProperties(
    @DefaultValue("10000") int localEntries,
    @DefaultValue("30s") Duration localTtl,
    @DefaultValue("1s") Duration localNegativeTtl,
    @DefaultValue("24h") Duration redisTtl,
    @DefaultValue("10s") Duration redisNegativeTtl,
    @DefaultValue("0.1") double jitter,
    @DefaultValue("6") int databaseConcurrency,
    @DefaultValue("500ms") Duration databaseWait,
    @DefaultValue("3s") Duration flightWait) {
  CacheProperties {
    require(localEntries >= 0, "local-entries", localEntries, "0 or more");
    require(jitter >= 0 && jitter < 1, "jitter", jitter, "from 0 to less than 1");
    require(databaseConcurrency > 0, "database-concurrency", databaseConcurrency, "1 or more");
    requireMillis(localTtl, "local-ttl");
    requireMillis(localNegativeTtl, "local-negative-ttl");
    requireMillis(redisTtl, "redis-ttl");
    requireMillis(redisNegativeTtl, "redis-negative-ttl");
  }

  private static void requireMillis(Duration value, String name) {
    require(value.toMillis() >= 1, name, value, "1ms or more");
  }

  private static void require(boolean holds, String name, Object value, String bound) {
    if (!holds) {
      throw new StartupRefusedException(
          "lab.cache." + name + " is " + value + ".", "Set it to " + bound + ".");
    }
  }
}
