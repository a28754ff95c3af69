package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The collector is down, which makes no difference. */
class TracingIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";

  /** The second bit only says that the id is random (Trace Context, level 2). */
  private static final String UNSAMPLED = "0[02]";

  private static List<String> traceparents(Upstream upstream) {
    return upstream.received().stream()
        .map(request -> request.headers().getFirst("Traceparent"))
        .toList();
  }

  @Test
  void each_try_has_its_own_span_and_an_untraced_request_stays_untraced() throws Exception {
    try (var upstream = Upstream.start("one");
        var gateway =
            Gateway.start(
                Map.of("one", upstream.uri()),
                "lab.tracing.enabled=true",
                "lab.tracing.ratio=0",
                "lab.tracing.endpoint=http://127.0.0.1:1/v1/traces")) {
      gateway.awaitAllUp();
      gateway.get("/abc1234", "traceparent", SAMPLED);
      gateway.get("/abc1234", "traceparent", SAMPLED);
      gateway.get("/abc1234", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-00");
      gateway.get("/abc1234");

      var seen = traceparents(upstream);
      assertThat(seen.subList(0, 2))
          .doesNotHaveDuplicates()
          .doesNotContain(SAMPLED)
          .allMatch(parent -> parent.matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
      assertThat(seen.get(2)).matches("00-" + TRACE + "-[0-9a-f]{16}-" + UNSAMPLED);
      assertThat(seen.get(3))
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-" + UNSAMPLED)
          .doesNotContain(TRACE);
    }
  }
}
