package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A rolling restart: one instance is slow because it has just started, while the other leaves. */
class LeavingIT {
  @Test
  void goes_back_to_a_slow_instance_when_the_other_has_gone_meanwhile() throws Exception {
    Upstream leaving = Upstream.start("two");
    try (Upstream warming = Upstream.start("one");
        Gateway before =
            Gateway.start(
                Map.of("one", warming.uri(), "two", leaving.uri()),
                "lab.gateway.routes.follow.try-timeout=1s")) {
      AtomicBoolean isFirst = new AtomicBoolean(true);
      warming.answers(exchange -> {
        if (isFirst.getAndSet(false)) {
          leaving.close();
          TwoInstances.pause(Duration.ofSeconds(2)); // beyond the time for a try
        }
        Upstream.send(exchange, 200, "warm");
      });
      List<String> answers = new ArrayList<>();
      while (isFirst.get()) {
        answers.add(before.get("/abc1234").statusCode() + "");
      }
      assertThat(answers).last().isEqualTo("200");
      assertThat(warming.received()).hasSize(2);
    }
  }
}
