package lab.urlshortener.code;

import java.time.Duration;
import java.util.HexFormat;
import lab.platform.startup.StartupRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How codes are made.
 *
 * @param key the secret that permutes ids into codes, 32 hex digits or more; there is no default
 * @param rangeSize how many ids one lease holds; fixed by the first start on a database
 * @param leaseTimeout how long a create waits for a lease, at most
 */
@ConfigurationProperties("lab.codes")
record CodeProperties(
    @Nullable String key,
    @DefaultValue("1000") int rangeSize,
    @DefaultValue("1s") Duration leaseTimeout) {
  CodeProperties {
    if (rangeSize < 1 || rangeSize > 1_000_000) {
      throw new StartupRefusedException(
          "lab.codes.range-size is " + rangeSize + ".", "Set it to a number from 1 to 1000000.");
    }
    if (leaseTimeout.isNegative() || leaseTimeout.isZero()) {
      throw new StartupRefusedException(
          "lab.codes.lease-timeout is " + leaseTimeout + ".", "Set it to more than 0, as in 1s.");
    }
  }

  byte[] keyBytes() {
    if (key == null || !key.matches("([0-9a-fA-F]{2}){16,}")) {
      throw new StartupRefusedException(
          key == null || key.isBlank()
              ? "lab.codes.key is not set."
              : "lab.codes.key is not an even number of hex digits, 32 or more.",
          "Set it to a secret of 32 hex digits or more, as from `openssl rand -hex 16`, and keep"
              + " it: links that were made under one key need that key.");
    }
    return HexFormat.of().parseHex(key);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "CodeProperties[rangeSize=%d, leaseTimeout=%s]".formatted(rangeSize, leaseTimeout);
  }
}
