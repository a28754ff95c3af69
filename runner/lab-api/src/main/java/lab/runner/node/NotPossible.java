package lab.runner.node;

/** The node's state does not allow a command; the message is for the user. */
public final class NotPossible extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotPossible(String message) {
    super(message);
  }
}
