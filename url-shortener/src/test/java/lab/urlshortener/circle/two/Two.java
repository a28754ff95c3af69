package lab.urlshortener.circle.two;

import lab.urlshortener.circle.one.One;

/** The other half. */
public record Two(One other) {}
