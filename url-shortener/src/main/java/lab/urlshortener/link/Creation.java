package lab.urlshortener.link;

/** The outcome of a request to create a link. */
public sealed interface Creation {
  /** The link is new. */
  record Created(Link link) implements Creation {}

  /** The idempotency key was used with the same URL before: this is the link it created. */
  record Replayed(Link link) implements Creation {}

  /** The idempotency key was used with another URL before. */
  record KeyReused() implements Creation {}
}
