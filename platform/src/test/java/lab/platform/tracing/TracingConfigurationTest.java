package lab.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class TracingConfigurationTest {
  private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static AnnotationConfigApplicationContext start(Map<String, Object> settings) {
    var context = new AnnotationConfigApplicationContext();
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context.register(Configurations.getClasses(AutoConfigurations.of(TracingConfiguration.class)));
    context.refresh();
    return context;
  }

  @Test
  void without_tracing_there_is_no_sdk() {
    try (var context = start(Map.of())) {
      assertThat(context.getBean(Tracing.class).isOn()).isFalse();
      assertThat(context.getBeansOfType(OpenTelemetrySdk.class)).isEmpty();
      assertThat(context.getBeansOfType(SpanContext.class)).isEmpty();
    }
  }

  @Test
  void with_tracing_spans_are_sent_and_the_current_one_is_known() throws Exception {
    var bodies = new LinkedBlockingQueue<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    String endpoint = "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    Map<String, Object> settings =
        Map.of(
            "spring.application.name", "some-service",
            "lab.instance", "some-service-1",
            "lab.tracing.enabled", "true",
            "lab.tracing.endpoint", endpoint);
    try (var context = start(settings)) {
      var exemplars = context.getBean(SpanContext.class);
      assertThat(exemplars.getCurrentTraceId()).isNull();
      assertThat(exemplars.getCurrentSpanId()).isNull();
      assertThat(exemplars.isCurrentSpanSampled()).isFalse();
      var span = context.getBean(Tracing.class).server("hello", _ -> SAMPLED);
      try (var _ = span.makeCurrent()) {
        assertThat(exemplars.isCurrentSpanSampled()).isTrue();
        assertThat(exemplars.getCurrentTraceId()).isEqualTo(SAMPLED.substring(3, 35));
        assertThat(exemplars.getCurrentSpanId()).isEqualTo(span.getSpanContext().getSpanId());
        exemplars.markCurrentSpanAsExemplar();
      }
      span.end();

      assertThat(bodies.poll(30, TimeUnit.SECONDS))
          .contains("hello", "some-service-1", "service.instance.id");
    } finally {
      server.stop(0);
    }
  }
}
