package lab.cyclic.two;

import lab.cyclic.one.One;

/** Half of a cycle that the architecture test must find. */
public record Two(One one) {}
