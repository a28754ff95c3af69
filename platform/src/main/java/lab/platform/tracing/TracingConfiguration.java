package lab.platform.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tracing as configured by {@link TracingProperties}. */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration")
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "lab.tracing.enabled", havingValue = "true")
  static class On {
    /** Someone who traces one request by hand wants to see it soon. */
    private static final Duration EXPORT_EVERY = Duration.ofMillis(250);

    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    OpenTelemetrySdk openTelemetry(
        TracingProperties properties,
        @Value("${spring.application.name}") String service,
        @Value("${lab.instance}") String instance) {
      var exporter =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(properties.endpoint().toString())
              .setConnectTimeout(EXPORT_TIMEOUT)
              .setTimeout(EXPORT_TIMEOUT)
              .build();
      var resource =
          Resource.create(
              Attributes.of(
                  AttributeKey.stringKey("service.name"), service,
                  AttributeKey.stringKey("service.instance.id"), instance));
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .setResource(resource)
                  .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.ratio())))
                  .addSpanProcessor(
                      BatchSpanProcessor.builder(exporter)
                          .setScheduleDelay(EXPORT_EVERY)
                          .setExporterTimeout(EXPORT_TIMEOUT)
                          .build())
                  .build())
          .build();
    }

    @Bean
    Tracing tracing(OpenTelemetrySdk telemetry) {
      return Tracing.of(telemetry);
    }

    /** Attaches the trace id, as an exemplar, to the histogram bucket of a traced request. */
    @Bean
    SpanContext exemplars() {
      return new Exemplars();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "lab.tracing.enabled", havingValue = "false", matchIfMissing = true)
  static class Off {
    @Bean
    Tracing tracing() {
      return Tracing.off();
    }
  }

  /** The current span of the measuring thread. */
  private static final class Exemplars implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
      var span = Span.current().getSpanContext();
      return span.isValid() ? span.getTraceId() : null;
    }

    @Override
    public @Nullable String getCurrentSpanId() {
      var span = Span.current().getSpanContext();
      return span.isValid() ? span.getSpanId() : null;
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return Span.current().getSpanContext().isSampled();
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
  }
}
