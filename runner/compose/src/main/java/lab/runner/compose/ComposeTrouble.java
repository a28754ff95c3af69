package lab.runner.compose;

/** The lab of containers cannot do what it was asked; the message is for the user. */
public final class ComposeTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  ComposeTrouble(String message) {
    super(message);
  }
}
