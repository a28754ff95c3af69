package lab.platform.resilience;

import org.jspecify.annotations.Nullable;

/**
 * The truth cannot be asked now: neither "found" nor "not found" is known. Clients get 503.
 *
 * <p>Carries no stack trace of its own; an outage throws thousands of these, and the cause tells
 * more.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreUnavailableException(String message) {
    this(message, null);
  }

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
