package lab.urlshortener.link;

/** What a code stands for. An unavailable store is an exception, never {@link Unknown}. */
public sealed interface Resolution {
  Unknown UNKNOWN = new Unknown();

  record Found(Link link) implements Resolution {}

  record Unknown() implements Resolution {}
}
