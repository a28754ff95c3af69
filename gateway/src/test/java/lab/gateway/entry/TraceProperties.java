package lab.gateway.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.springframework.http.HttpHeaders;

class TraceProperties {
  private static final String TRACEPARENT = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

  @Property
  void is_well_formed_whatever_the_client_sends(@ForAll String correlation, @ForAll String parent) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(Trace.CORRELATION_ID, correlation);
    headers.set(Trace.TRACEPARENT, parent);
    Trace trace = Trace.of(headers, Span.getInvalid());
    assertThat(trace.correlationId()).matches("[A-Za-z0-9._:-]{1,128}");
    assertThat(trace.traceparent()).matches(TRACEPARENT);
  }

  @Example
  void takes_over_what_is_well_formed() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(Trace.CORRELATION_ID, "a".repeat(128));
    headers.set(Trace.TRACEPARENT, "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-00");
    assertThat(Trace.of(headers, Span.getInvalid()))
        .isEqualTo(
            new Trace(
                "a".repeat(128),
                "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-00",
                Span.getInvalid()));
  }

  @Example
  void replaces_what_is_too_long_or_all_zero() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(Trace.CORRELATION_ID, "a".repeat(129));
    headers.set(Trace.TRACEPARENT, "00-" + "0".repeat(32) + "-" + "b".repeat(16) + "-00");
    Trace trace = Trace.of(headers, Span.getInvalid());
    assertThat(trace.correlationId()).hasSize(32);
    assertThat(trace.traceparent()).doesNotContain("0".repeat(32));
  }
}
