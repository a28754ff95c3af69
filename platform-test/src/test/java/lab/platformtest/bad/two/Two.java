package lab.platformtest.bad.two;

import lab.platformtest.bad.one.One;

/** The other half. */
public class Two {
  public One one;
}
