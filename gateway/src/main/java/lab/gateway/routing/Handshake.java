package lab.gateway.routing;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import lab.gateway.live.LiveProperties;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Opens a WebSocket to an instance, as one try of a request for a WebSocket: RFC 6455, section 4.
 * It happens before the client's handshake is accepted, so the client never sees an instance that
 * refuses, and another can be tried. Extensions (compression) are not negotiated.
 */
final class Handshake {
  private static final String PROTOCOL = "Sec-WebSocket-Protocol";
  private static final String VERSION = "Sec-WebSocket-Version";
  private static final String KEY = "Sec-WebSocket-Key";

  /** 16 bytes in base64. */
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

  private final HttpClient client;
  private final LiveProperties bounds;
  private final List<HttpHeadersFilter> filters = HeaderFilters.all();

  Handshake(HttpClient client, LiveProperties bounds) {
    this.client = client;
    this.bounds = bounds;
  }

  /** What is wrong with a request for a WebSocket; null if it is valid. */
  static @Nullable Problem flaw(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    boolean upgrade =
        request.getMethod().equals(HttpMethod.GET)
            && !isOfHttp10(request)
            && has(headers, HttpHeaders.CONNECTION, "upgrade")
            && has(headers, HttpHeaders.UPGRADE, "websocket")
            && headers.getOrEmpty(VERSION).equals(List.of("13"));
    if (!upgrade) {
      return GatewayProblems.upgradeRequired();
    }
    List<String> keys = headers.getOrEmpty(KEY);
    return keys.size() == 1 && NONCE.matcher(keys.getFirst()).matches()
        ? null
        : GatewayProblems.invalidKey();
  }

  /** HTTP/1.0 has no upgrade: RFC 9110, section 7.8. */
  private static boolean isOfHttp10(ServerHttpRequest request) {
    HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
    return received.version().equals(HttpVersion.HTTP_1_0);
  }

  private static boolean has(HttpHeaders headers, String field, String token) {
    return headers.getOrEmpty(field).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .anyMatch(one -> one.strip().equalsIgnoreCase(token));
  }

  /**
   * Completes when the instance has answered; if it accepted, the exchange has its {@link Socket}.
   */
  Mono<Void> send(ServerWebExchange attempt, GatewayFilterChain unused) {
    return connect(attempt)
        .doOnNext(socket -> opened(attempt, socket))
        .then()
        .onErrorResume(WebSocketClientHandshakeException.class, e -> refused(attempt, e));
  }

  private Mono<Socket> connect(ServerWebExchange attempt) {
    URI uri = attempt.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
    HttpHeaders fields = HttpHeadersFilter.filterRequest(filters, attempt);
    HttpClient.WebsocketReceiver<?> receiver =
        client
            .headers(headers -> fields.forEach(headers::set))
            .websocket(spec(protocols(attempt)))
            .uri("ws" + uri.toString().substring("http".length()));
    return Mono.defer(() -> {
      Sinks.One<Socket> opened = Sinks.one(); // releases its subscriber, and so the exchange
      Disposable connecting =
          receiver
              .handle((in, out) -> {
                opened.tryEmitValue(Socket.of(in, out)).orThrow();
                return Mono.never(); // or the connection would be closed
              })
              .subscribe(_ -> {}, e -> opened.tryEmitError(e));
      return opened.asMono().doOnCancel(connecting::dispose);
    });
  }

  private WebsocketClientSpec spec(@Nullable String protocols) {
    WebsocketClientSpec.Builder spec =
        WebsocketClientSpec.builder()
            .handlePing(true) // pings are passed on
            .maxFramePayloadLength(Math.toIntExact(bounds.maxFrame().toBytes()));
    return protocols == null ? spec.build() : spec.protocols(protocols).build();
  }

  private static @Nullable String protocols(ServerWebExchange attempt) {
    List<String> fields = attempt.getRequest().getHeaders().get(PROTOCOL);
    return fields == null ? null : String.join(",", fields);
  }

  private void opened(ServerWebExchange attempt, Socket socket) {
    socket
        .connection()
        .addHandlerFirst(
            new ReadTimeoutHandler(bounds.silence().toMillis(), TimeUnit.MILLISECONDS));
    attempt.getAttributes().put(Socket.ATTRIBUTE, socket);
    attempt.getAttributes().put(CLIENT_RESPONSE_CONN_ATTR, socket.connection());
    answered(attempt, HttpStatus.SWITCHING_PROTOCOLS, socket.in().headers());
  }

  /** The instance's refusal is the response, without its body, which is not read. */
  private Mono<Void> refused(ServerWebExchange attempt, WebSocketClientHandshakeException e) {
    HttpResponse response = e.response();
    if (response == null) {
      return Mono.error(e);
    }
    boolean accepted = response.status().code() == HttpStatus.SWITCHING_PROTOCOLS.value();
    if (accepted && response.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      return Mono.error(e);
    }
    HttpStatusCode status =
        accepted
            ? HttpStatus.BAD_REQUEST // it supports none of the requested sub-protocols
            : HttpStatusCode.valueOf(response.status().code());
    answered(attempt, status, response.headers());
    return Mono.empty();
  }

  private void answered(
      ServerWebExchange attempt,
      HttpStatusCode status,
      Iterable<Map.Entry<String, String>> fields) {
    HttpHeaders headers = new HttpHeaders();
    fields.forEach(field -> headers.add(field.getKey(), field.getValue()));
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    headers.remove(HttpHeaders.CONTENT_TYPE);
    attempt
        .getResponse()
        .getHeaders()
        .addAll(
            HttpHeadersFilter.filter(filters, headers, attempt, HttpHeadersFilter.Type.RESPONSE));
    attempt.getResponse().setStatusCode(status);
  }
}
