package lab.platform.startup;

/** The service refuses to start as configured: what is wrong, and what to do about it. */
public final class StartupRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String action;

  public StartupRefusedException(String description, String action) {
    super(description);
    this.action = action;
  }

  String action() {
    return action;
  }
}
