package lab.urlshortener.circle.one;

import lab.urlshortener.circle.two.Two;

/** Half of a circle that a rule must find. */
public record One(Two other) {}
