package lab.platformtest.bad.one;

import lab.platformtest.bad.two.Two;

/** Half of a cycle between two features. */
public class One {
  public Two two = new Two();
}
