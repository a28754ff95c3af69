package lab.urlshortener.link;

import org.jspecify.annotations.Nullable;

/**
 * All links.
 *
 * <p>Every method throws {@link lab.urlshortener.postgres.StoreUnavailableException} when the
 * answer cannot be known now.
 */
public interface Links {
  /** Where a code leads. */
  Resolution resolve(String code);

  /**
   * Makes a link. Once this returns, the link outlives the loss of any one server.
   *
   * @param key what the client names this wish by, so that it can be repeated safely
   */
  Creation create(TargetUrl url, @Nullable IdempotencyKey key);
}
