package lab.urlshortener.link;

import java.time.Instant;

/**
 * A short code and where it leads. Never changes.
 *
 * @param code seven base62 digits
 * @param url an absolute http or https URL, ASCII, at most 2048 characters
 * @param createdAt to the millisecond
 */
public record Link(String code, String url, Instant createdAt) {}
