package lab.urlshortener.link;

import lab.platform.web.IdempotencyKey;
import lab.platform.web.ProblemException;
import lab.urlshortener.code.Codes;
import org.jspecify.annotations.Nullable;

/**
 * All links.
 *
 * <p>Every method throws {@link lab.platform.resilience.StoreUnavailableException} when the answer
 * cannot be known now.
 */
public interface Links {
  /** Where a code leads. */
  Resolution resolve(String code);

  /**
   * The link of what a client takes for a code.
   *
   * @throws ProblemException 404, if there is none
   */
  default Link get(String code) {
    Resolution resolution = Codes.isCode(code) ? resolve(code) : Resolution.UNKNOWN;
    return switch (resolution) {
      case Resolution.Found(Link link) -> link;
      case Resolution.Unknown() -> throw new ProblemException(RedirectFilter.UNKNOWN_LINK);
    };
  }

  /**
   * Makes a link. Once this returns, the link outlives the loss of any one server.
   *
   * @param key what the client names this request by, so that it can be repeated safely
   */
  Creation create(TargetUrl url, @Nullable IdempotencyKey key);
}
