package lab.urlshortener.cache;

import lab.urlshortener.link.Link;
import lab.urlshortener.link.Resolution;

/**
 * The cache that all instances share. It never fails: an entry is known or absent, or it is away.
 */
interface SharedCache {
  /** The shared cache's answer for a code. */
  sealed interface Answer {
    Absent ABSENT = new Absent();
    Away AWAY = new Away();

    /** It has an entry. */
    record Known(Resolution resolution) implements Answer {}

    /** It has no entry. */
    record Absent() implements Answer {}

    /** It is unavailable. */
    record Away() implements Answer {}
  }

  Answer get(String code);

  /** Stores a link; in the background where possible. */
  void put(Link link);

  /** Stores that a code is unknown, unless there is an entry for it by now. */
  void putUnknown(String code);
}
