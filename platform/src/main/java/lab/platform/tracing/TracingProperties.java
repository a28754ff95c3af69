package lab.platform.tracing;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and what to trace.
 *
 * @param enabled if false, there is no SDK, no thread and no span
 * @param ratio the share of requests without a {@code traceparent} that is traced, from 0 to 1; of
 *     the others, those whose {@code traceparent} says sampled
 * @param endpoint where spans are sent, by OTLP over HTTP
 */
@ConfigurationProperties("lab.tracing")
public record TracingProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("0.01") double ratio,
    @DefaultValue("http://127.0.0.1:4318/v1/traces") URI endpoint) {
  public TracingProperties {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "lab.tracing.ratio is %s; it must be from 0 to 1.".formatted(ratio));
    }
  }
}
