package lab.runner.trace;

import static lab.runner.trace.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  @Test
  void shows_who_did_what_when_and_for_how_long() {
    var spans =
        List.of(
            span(
                "c",
                "b",
                "url-shortener-2",
                "GET /{code}",
                1_015,
                15,
                "",
                Map.of(
                    "http.response.status_code",
                    "302",
                    "lab.cache.tier",
                    "redis",
                    "lab.cache.hit",
                    "true")),
            span("e", "d", "url-shortener-1", "count click", 1_400, 10),
            span(
                "a",
                "none",
                "gateway-1",
                "GET /{code}",
                1_000,
                30,
                "",
                Map.of("http.response.status_code", "302")),
            span("x", "a", "gateway-1", "try url-shortener-1", 1_000, 10, "refused", Map.of()),
            span("b", "a", "gateway-1", "try url-shortener-2", 1_010, 20),
            span("d", "c", "url-shortener-2", "Kafka send clicks", 1_029, 25));

    assertThat(Waterfall.of(spans))
        .isEqualTo(
            """
            gateway-1        GET /{code}                +0.0 ms   30.0 ms  ██████████████████████████████   302
            gateway-1          try url-shortener-1      +0.0 ms   10.0 ms  ██████████                       FAILED refused
            gateway-1          try url-shortener-2     +10.0 ms   20.0 ms            ████████████████████
            url-shortener-2      GET /{code}           +15.0 ms   15.0 ms                 ███████████████   302, cache hit (redis)
            url-shortener-2        Kafka send clicks   +29.0 ms   25.0 ms                               █›
            url-shortener-1          count click      +400.0 ms   10.0 ms                                ›
            """);
  }

  @Test
  void distinguishes_a_miss_from_a_look_up_shared_with_another_request() {
    assertThat(remark(Map.of("lab.cache.tier", "database", "lab.cache.hit", "false")))
        .endsWith("cache miss (database)\n");
    assertThat(remark(Map.of("lab.cache.tier", "another request")))
        .endsWith("answered by another request\n");
  }

  private static String remark(Map<String, String> attributes) {
    return Waterfall.of(List.of(span("a", "", "n", "x", 0, 1, "", attributes)));
  }

  @Test
  void copes_with_no_spans_spans_without_duration_and_cycles() {
    assertThat(Waterfall.of(List.of())).isEmpty();
    assertThat(Waterfall.of(List.of(span("a", "", "n", "x", 0, 0)))).contains("0.0 ms");
    assertThat(Waterfall.of(List.of(span("a", "", "n", "x", 0, 1), span("a", "a", "n", "y", 0, 1))))
        .contains("x", "y");
  }
}
