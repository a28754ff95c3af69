package lab.gateway.routing;

import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.ProblemException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A request whose body has been read completely, so that it can be sent more than once. Bodies are
 * read before anything is sent, as nginx does by default: they are small here (because of the
 * limit), a body that is too large reaches no instance, and a slow client holds no connection to
 * one.
 */
final class ReplayableRequest extends ServerHttpRequestDecorator {
  private static final byte[] NONE = {};
  private static final NettyDataBufferFactory BUFFERS =
      new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

  private final byte[] body;

  private ReplayableRequest(ServerHttpRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /**
   * Reads the body. Fails with a {@link ProblemException} if it is larger than the limit or does
   * not arrive in time.
   */
  static Mono<ReplayableRequest> of(ServerHttpRequest request, DataSize limit, Duration timeout) {
    HttpHeaders headers = request.getHeaders();
    long length = headers.getContentLength();
    if (length > limit.toBytes()) {
      return Mono.error(new ProblemException(GatewayProblems.bodyTooLarge(limit)));
    }
    if (length <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      return Mono.just(new ReplayableRequest(request, NONE));
    }
    return DataBufferUtils.join(request.getBody(), Math.toIntExact(limit.toBytes()))
        .map(ReplayableRequest::drain)
        .defaultIfEmpty(NONE)
        .map(bytes -> new ReplayableRequest(request, bytes))
        .timeout(timeout)
        .onErrorMap(
            DataBufferLimitException.class,
            _ -> new ProblemException(GatewayProblems.bodyTooLarge(limit)))
        .onErrorMap(
            TimeoutException.class,
            _ -> new ProblemException(GatewayProblems.bodyTooSlow(timeout)));
  }

  private static byte[] drain(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  /** Whether the client sent a body, even an empty one. */
  boolean hasBody() {
    return body.length > 0 || getHeaders().getContentLength() == 0;
  }

  int length() {
    return body.length;
  }

  @Override
  public Flux<DataBuffer> getBody() {
    return body.length == 0 ? Flux.empty() : Flux.defer(() -> Flux.just(BUFFERS.wrap(body)));
  }
}
