package lab.gateway;

import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** True if a number is positive and the same as at the previous call. */
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
