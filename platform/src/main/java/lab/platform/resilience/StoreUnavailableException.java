package lab.platform.resilience;

import org.jspecify.annotations.Nullable;

/**
 * The store that knows the answer is unavailable: neither "found" nor "not found" is known. Clients
 * get 503.
 *
 * <p>It has no stack trace of its own: an outage throws thousands of these, and the cause says
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
