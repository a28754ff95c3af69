package lab.gateway.routing;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.gateway.entry.Trace;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Load;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One try of a request on one instance, with an exchange of its own on top of the client's.
 *
 * <p>The filter that sends a request leaves the result (connection, status, header fields) in the
 * exchange. If that were the client's exchange, a try abandoned on a time-out could still write
 * into it from the connection's thread while the next try runs: half of one response, half of
 * another. So each try writes into its own, and {@link #commit} copies only the successful try to
 * the client's.
 *
 * <p>An abandoned try must also release its connection, which its subscriber no longer does once
 * the response's head has arrived. {@link #abandon} and the arrival of the head may happen at the
 * same time; each sets its own mark first and then checks the other's, so at least one of them sees
 * both and closes the connection.
 */
final class Attempt extends ServerWebExchangeDecorator {
  private static final List<String> RESULTS =
      List.of(CLIENT_RESPONSE_ATTR, CLIENT_RESPONSE_CONN_ATTR, Socket.ATTRIBUTE);

  private final Instance instance;
  private final Load load;
  private final Span span;
  private final ServerHttpRequest request;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>(8);
  private final Response response;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long started = System.nanoTime();
  private volatile boolean abandoned;

  /** Starts the try: the instance counts it as in flight until {@link #end}. */
  Attempt(
      ServerWebExchange client,
      ServerHttpRequest request,
      Instance instance,
      Call.Resources resources) {
    super(client);
    Trace trace = client.getRequiredAttribute(Trace.ATTRIBUTE);
    this.span = resources.tracing().client("try " + instance.id(), trace.span());
    this.instance = instance;
    this.request = request;
    this.response = new Response(client.getResponse());
    attributes.put(GATEWAY_ROUTE_ATTR, client.getRequiredAttribute(GATEWAY_ROUTE_ATTR));
    attributes.put(Trace.ATTRIBUTE, trace.within(span));
    attributes.put(RequestId.ATTRIBUTE, RequestId.of(client));
    attributes.put(GATEWAY_REQUEST_URL_ATTR, url(instance.uri(), request.getURI()));
    this.load = resources.load();
    instance.begin(load);
  }

  Instance instance() {
    return instance;
  }

  /** The time since it started. */
  long nanos() {
    return System.nanoTime() - started;
  }

  /** The response's status, once sending has succeeded. */
  int status() {
    HttpClientResponse head = getAttribute(CLIENT_RESPONSE_ATTR);
    return head != null
        ? head.status().code()
        : Objects.requireNonNull(response.getStatusCode()).value();
  }

  /** Records in the span how it ended. */
  void describe(Outcome outcome) {
    switch (outcome) {
      case Outcome.Responded(int status) -> span.setAttribute("http.response.status_code", status);
      case Outcome.Failed failed ->
          span.setStatus(StatusCode.ERROR, failed.failure().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Makes this try's response the client's. */
  void commit() {
    ServerWebExchange client = getDelegate();
    for (String name : RESULTS) {
      Object result = getAttribute(name);
      if (result != null) {
        client.getAttributes().put(name, result);
      }
    }
    client.getResponse().getHeaders().addAll(response.headers);
    if (response.status != null) {
      client.getResponse().setStatusCode(response.status);
    }
  }

  /** Abandons the try: any later result is discarded. */
  void abandon() {
    abandoned = true;
    closeConnection();
    end();
  }

  /** The instance has finished with it. Only the first call counts. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      span.end();
      instance.end(load);
    }
  }

  private void closeConnection() {
    Connection connection = getAttribute(CLIENT_RESPONSE_CONN_ATTR);
    if (connection != null) {
      connection.dispose();
    }
  }

  private static URI url(URI instance, URI request) {
    String query = request.getRawQuery();
    return URI.create(
        instance.getScheme()
            + "://"
            + instance.getRawAuthority()
            + request.getRawPath()
            + (query == null ? "" : "?" + query));
  }

  @Override
  public ServerHttpRequest getRequest() {
    return request;
  }

  @Override
  public ServerHttpResponse getResponse() {
    return response;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  /** Records the head of the response. */
  private final class Response extends ServerHttpResponseDecorator {
    private final HttpHeaders headers = new HttpHeaders();
    private @Nullable HttpStatusCode status;

    Response(ServerHttpResponse client) {
      super(client);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    /** The sending filter calls this once the connection is among the attributes. */
    @Override
    public boolean setStatusCode(@Nullable HttpStatusCode code) {
      status = code;
      if (abandoned) {
        closeConnection();
      }
      return true;
    }

    @Override
    public @Nullable HttpStatusCode getStatusCode() {
      return status;
    }
  }
}
