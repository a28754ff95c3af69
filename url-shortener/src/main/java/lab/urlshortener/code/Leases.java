package lab.urlshortener.code;

/** Where ranges of ids come from. */
@FunctionalInterface
interface Leases {
  /**
   * A range that was never given out before.
   *
   * @throws lab.platform.resilience.StoreUnavailableException if none can be had now
   */
  IdRange lease();
}
