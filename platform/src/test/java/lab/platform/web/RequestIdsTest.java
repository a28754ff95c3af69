package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  @Test
  void takes_over_the_ids_of_a_request() {
    assertThat(RequestFilter.correlationId("req-1.a_B:2")).isEqualTo("req-1.a_B:2");
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
        "0123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void takes_nothing_that_could_forge_the_log(String header) {
    assertThat(RequestFilter.correlationId(header)).isNull();
    assertThat(RequestFilter.traceId(header)).isNull();
  }
}
