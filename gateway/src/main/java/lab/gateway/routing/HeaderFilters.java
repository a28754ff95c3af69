package lab.gateway.routing;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import lab.gateway.entry.Trace;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Decides which header fields pass, in each direction, in one pass over them; Spring Cloud
 * Gateway's own filters copy the whole set six times. Dropped are the fields that concern one
 * connection only (RFC 9110, 7.6.1), those of a WebSocket's handshake, and everything that a client
 * claims about proxies before us: our own replace them.
 */
final class HeaderFilters {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "sec-websocket-accept",
          "sec-websocket-extensions",
          "sec-websocket-key",
          "sec-websocket-protocol",
          "sec-websocket-version",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HeaderFilters() {}

  static List<HttpHeadersFilter> all() {
    return List.of(new Request(), new Response());
  }

  /** Both filters, in the form that Spring Cloud Gateway's sending filters expect. */
  static ObjectProvider<List<HttpHeadersFilter>> provider() {
    List<HttpHeadersFilter> filters = all();
    return new ObjectProvider<>() {
      @Override
      public Stream<List<HttpHeadersFilter>> stream() {
        return Stream.of(filters);
      }
    };
  }

  private static HttpHeaders without(HttpHeaders input, Set<String> dropped) {
    Set<String> all = dropped;
    for (String option : input.getConnection()) { // names further fields of this connection
      if (!all.contains(option.toLowerCase(Locale.ROOT))) {
        all = new HashSet<>(all);
        all.add(option.toLowerCase(Locale.ROOT));
      }
    }
    HttpHeaders kept = new HttpHeaders();
    for (var field : input.headerSet()) {
      if (!all.contains(field.getKey().toLowerCase(Locale.ROOT))) {
        kept.addAll(field.getKey(), field.getValue());
      }
    }
    return kept;
  }

  private static Set<String> hopByHopAnd(String... names) {
    Set<String> all = new HashSet<>(HOP_BY_HOP);
    all.addAll(List.of(names));
    return Set.copyOf(all);
  }

  /** From the client to the instance. */
  private static final class Request implements HttpHeadersFilter {
    private static final Set<String> DROPPED =
        hopByHopAnd(
            "content-length",
            "expect",
            "forwarded",
            "host",
            "traceparent",
            "x-correlation-id",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-forwarded-proto",
            "x-forwarded-ssl",
            "x-real-ip",
            "x-request-id");

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
      ServerHttpRequest request = exchange.getRequest();
      HttpHeaders headers = without(input, DROPPED);
      if (request instanceof ReplayableRequest replayable && replayable.hasBody()) {
        headers.setContentLength(replayable.length());
      }
      Trace trace = exchange.getRequiredAttribute(Trace.ATTRIBUTE);
      headers.set(Trace.CORRELATION_ID, trace.correlationId());
      headers.set(Trace.TRACEPARENT, trace.traceparent());
      headers.set(RequestId.HEADER, RequestId.of(exchange));
      InetSocketAddress client = request.getRemoteAddress();
      if (client != null && client.getAddress() != null) {
        headers.set("X-Forwarded-For", client.getAddress().getHostAddress());
      }
      String host = input.getFirst(HttpHeaders.HOST);
      if (host != null) {
        headers.set("X-Forwarded-Host", host);
      }
      headers.set("X-Forwarded-Proto", request.getSslInfo() == null ? "http" : "https");
      return headers;
    }
  }

  /** From the instance to the client. */
  private static final class Response implements HttpHeadersFilter {
    private static final Set<String> DROPPED = hopByHopAnd("x-correlation-id");

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
      return without(input, DROPPED);
    }

    @Override
    public boolean supports(Type type) {
      return type == Type.RESPONSE;
    }
  }
}
