package lab.loadtest;

/** The data that a load needs could not be created, so the service cannot be put under load. */
public final class NotSeeded extends Exception {
  private static final long serialVersionUID = 1;

  public NotSeeded(String reason) {
    super(reason);
  }
}
