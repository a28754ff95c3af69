package lab.runner.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceStoreTest {
  private static TraceSpan of(String trace, String name) {
    return new TraceSpan(trace, "s", "", "n", name, 0, 1, "", Map.of("k", "v"));
  }

  @Test
  void keeps_a_trace_s_spans_together() {
    var store = new TraceStore(10, 1 << 20);
    store.add(List.of(of("1", "a"), of("2", "b")));
    store.add(List.of(of("1", "c")));

    assertThat(store.trace("1")).extracting(TraceSpan::name).containsExactly("a", "c");
    assertThat(store.trace("3")).isEmpty();
  }

  @Test
  void evicts_the_oldest_when_there_are_too_many() {
    var store = new TraceStore(2, 1 << 20);
    for (int i = 0; i < 5; i++) {
      store.add(List.of(of(String.valueOf(i), "a")));
    }

    assertThat(store.trace("2")).isEmpty();
    assertThat(store.trace("3")).hasSize(1);
    assertThat(store.trace("4")).hasSize(1);
  }

  @Test
  void is_bounded_in_bytes_even_by_one_trace() {
    var store = new TraceStore(1_000, 10_000);
    store.add(List.of(of("1", "a")));
    store.add(List.of(of("2", "x".repeat(9_500))));
    assertThat(store.trace("1")).isEmpty();
    assertThat(store.trace("2")).hasSize(1);

    store.add(List.of(of("3", "x".repeat(20_000))));
    assertThat(store.trace("3")).isEmpty();
    store.add(List.of(of("4", "a")));
    assertThat(store.trace("4")).hasSize(1);
  }
}
