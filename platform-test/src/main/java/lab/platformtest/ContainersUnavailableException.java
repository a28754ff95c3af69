package lab.platformtest;

/** A Docker engine answers, but no containers can be started on it. */
final class ContainersUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ContainersUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
