package lab.gateway;

import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Holds as long as a number is what it was when it was last asked for, and positive. */
final class Unchanged implements Callable<Boolean> {
  private final LongSupplier number;
  private long last = -1;

  Unchanged(LongSupplier number) {
    this.number = number;
  }

  @Override
  public Boolean call() {
    long now = number.getAsLong();
    boolean unchanged = now == last && now > 0;
    last = now;
    return unchanged;
  }
}
