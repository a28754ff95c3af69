package lab.loadtest;

/** The measurement cannot be trusted; the message says why. */
public final class Distrusted extends Exception {
  private static final long serialVersionUID = 1;

  public Distrusted(String reason) {
    super(reason);
  }
}
