package lab.urlshortener.code;

/** The source of ranges of ids. */
@FunctionalInterface
interface Leases {
  /**
   * A range that was never leased before.
   *
   * @throws lab.platform.resilience.StoreUnavailableException if none is available now
   */
  IdRange lease();
}
