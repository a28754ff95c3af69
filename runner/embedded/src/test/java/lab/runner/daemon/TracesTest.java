package lab.runner.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpServer server;

  TracesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(boolean on) {
    var traces = new Traces(on);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            traces.handle(exchange);
          }
        });
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private int post(String type, byte[] body) throws Exception {
    var request = HttpRequest.newBuilder(uri("/v1/traces")).header("Content-Type", type);
    return CLIENT
        .send(request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private static byte[] span() {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(
                            Span.newBuilder()
                                .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
                                .setName("GET /{code}"))))
        .build()
        .toByteArray();
  }

  @Test
  void receives_spans_and_serves_the_trace() throws Exception {
    serve(true);
    assertThat(get("/api/traces/" + TRACE).body()).isEqualTo("[]");

    assertThat(post(PROTOBUF, span())).isEqualTo(200);
    assertThat(get("/api/traces/" + TRACE).body()).contains("\"name\":\"GET /{code}\"");
  }

  @Test
  void refuses_other_content_what_a_page_could_send_and_too_much() throws Exception {
    serve(true);
    assertThat(post("text/plain", span())).isEqualTo(415);
    assertThat(post(PROTOBUF, new byte[] {-1, 2, 3})).isEqualTo(400);
    assertThat(post(PROTOBUF, new byte[(4 << 20) + 1])).isEqualTo(413);
    assertThat(get("/api/traces/nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void says_how_to_switch_tracing_on() throws Exception {
    serve(false);
    var answer = get("/api/traces/" + TRACE);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("./lab up --traces");
  }
}
