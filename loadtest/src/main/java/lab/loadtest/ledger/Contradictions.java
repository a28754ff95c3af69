package lab.loadtest.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Promises that cannot both be true. */
public final class Contradictions {
  private Contradictions() {}

  /**
   * How many of these contradict an earlier one: one id acknowledged for two contents, or one key
   * acknowledged with two ids.
   */
  public static long count(List<Promise> promises) {
    Map<String, String> contentById = new HashMap<>();
    Map<String, String> idByKey = new HashMap<>();
    long count = 0;
    for (Promise promise : promises) {
      String content = contentById.putIfAbsent(promise.id(), promise.content());
      String id = idByKey.putIfAbsent(promise.key(), promise.id());
      boolean twice = content != null && !content.equals(promise.content());
      boolean changed = id != null && !id.equals(promise.id());
      count += twice || changed ? 1 : 0;
    }
    return count;
  }
}
