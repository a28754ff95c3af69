package lab.platformtest;

/** A Docker engine answers, and yet there are no containers to be had of it. */
final class ContainersUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ContainersUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
