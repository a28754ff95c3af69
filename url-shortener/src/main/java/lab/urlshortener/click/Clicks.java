package lab.urlshortener.click;

/** Where redirects are told of. */
public interface Clicks {
  /** Notes that somebody followed a short URL. Never waits, never fails. */
  void clicked(String code);
}
