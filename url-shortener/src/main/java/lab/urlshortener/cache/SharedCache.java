package lab.urlshortener.cache;

import lab.urlshortener.link.Link;
import lab.urlshortener.link.Resolution;

/** The cache that all instances share. It never fails: it knows, does not know, or is away. */
interface SharedCache {
  /** What the shared cache has to say of a code. */
  sealed interface Answer {
    Absent ABSENT = new Absent();
    Away AWAY = new Away();

    /** It knows. */
    record Known(Resolution resolution) implements Answer {}

    /** It does not know. */
    record Absent() implements Answer {}

    /** It cannot be asked. */
    record Away() implements Answer {}
  }

  Answer get(String code);

  /** Remembers a link; in the background, as far as possible. */
  void put(Link link);

  /** Remembers that a code is unknown, unless something is known of it by now. */
  void putUnknown(String code);
}
