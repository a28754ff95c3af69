package lab.queuetracker.queue;

/** Where in line a ticket stands. */
final class Positions {
  private Positions() {}

  /**
   * Who took no ticket is taken to stand before all who did: a sensor sees more than the tickets
   * tell, and a promise is better kept early than late. A sensor that sees fewer is not believed.
   *
   * @param ahead waiting tickets with a lower number
   * @param behind waiting tickets with a higher number
   */
  static int of(int length, int ahead, int behind) {
    return Math.max(ahead + 1, length - behind);
  }
}
