package lab.urlshortener.link;

import lab.platform.web.IdempotencyKey;
import lab.platform.web.ProblemException;
import lab.urlshortener.code.Codes;
import org.jspecify.annotations.Nullable;

/**
 * All links.
 *
 * <p>Every method throws {@link lab.platform.resilience.StoreUnavailableException} when the answer
 * cannot be determined now.
 */
public interface Links {
  /** Where a code leads. */
  Resolution resolve(String code);

  /**
   * The link for what a client claims is a code.
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
   * Creates a link. Once this returns, the link survives the loss of any one server.
   *
   * @param key identifies the request, so that the client can repeat it safely
   */
  Creation create(TargetUrl url, @Nullable IdempotencyKey key);
}
