package lab.urlshortener.click;

import org.jspecify.annotations.Nullable;

/** Receives the clicks of redirects. */
public interface Clicks {
  /**
   * Records that somebody followed a short URL. Never waits, never fails.
   *
   * @param request the request's id, so that it is counted once however often it was tried: sixteen
   *     hex digits; with anything else, or null, each click is counted
   */
  void clicked(String code, @Nullable String request);
}
