package lab.urlshortener.link;

/** What became of a request to create a link. */
public sealed interface Creation {
  /** The link is new. */
  record Created(Link link) implements Creation {}

  /** The idempotency key came with the same URL before: this is the link it made. */
  record Replayed(Link link) implements Creation {}

  /** The idempotency key came with another URL before. */
  record KeyReused() implements Creation {}
}
