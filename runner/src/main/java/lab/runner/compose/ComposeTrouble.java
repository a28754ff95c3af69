package lab.runner.compose;

/** What stands in the way of a lab of containers; the message is for the user. */
public final class ComposeTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  ComposeTrouble(String message) {
    super(message);
  }
}
