package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import lab.platform.tracing.CorrelationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  @Test
  void takes_over_the_ids_of_a_request() {
    assertThat(CorrelationId.ifFit("req-1.a_B:2")).isEqualTo("req-1.a_B:2");
    assertThat(CorrelationId.ifFit("a".repeat(128))).hasSize(128);
    assertThat(RequestFilter.traceId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "a b",
        "a\nb",
        "ä",
        "${x}",
        "01234567890123456789012345678901234567890123456789012345678901234"
            + "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void refuses_ids_that_could_forge_the_log(String header) {
    assertThat(CorrelationId.ifFit(header)).isNull();
    assertThat(RequestFilter.traceId(header)).isNull();
  }
}
