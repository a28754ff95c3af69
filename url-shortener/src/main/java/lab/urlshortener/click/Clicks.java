package lab.urlshortener.click;

import org.jspecify.annotations.Nullable;

/** Where redirects are told of. */
public interface Clicks {
  /**
   * Notes that somebody followed a short URL. Never waits, never fails.
   *
   * @param request what names the request, so that it is counted once however often it was tried:
   *     sixteen hex digits; with anything else, or null, it counts by itself
   */
  void clicked(String code, @Nullable String request);
}
