package lab.cyclic.one;

import lab.cyclic.two.Two;

/** Half of a cycle that the architecture test must find. */
public record One(Two two) {}
