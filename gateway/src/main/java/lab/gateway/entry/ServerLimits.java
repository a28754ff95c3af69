package lab.gateway.entry;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import lab.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Bounds the request line and the header fields where they are decoded. Netty's own answer to what
 * it can't decode has the right status and no body; {@link Explain} gives it one.
 */
@Component
class ServerLimits implements NettyServerCustomizer {
  private final LimitProperties limits;

  ServerLimits(LimitProperties limits) {
    this.limits = limits;
  }

  @Override
  public HttpServer apply(HttpServer server) {
    Explain explain = new Explain(limits);
    return server
        .httpRequestDecoder(spec ->
            spec.maxInitialLineLength(Math.toIntExact(limits.requestLine().toBytes()))
                .maxHeaderSize(Math.toIntExact(limits.headers().toBytes())))
        .doOnChannelInit((_, channel, _) -> {
          if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "lab.explain", explain);
          }
        });
  }

  /** Turns an answer without a body to a request that could not be decoded into a problem. */
  @ChannelHandler.Sharable
  private static final class Explain extends ChannelOutboundHandlerAdapter {
    private final LimitProperties limits;

    Explain(LimitProperties limits) {
      this.limits = limits;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      context.write(message instanceof FullHttpResponse r ? explained(r) : message, promise);
    }

    private @Nullable Problem problem(int status) {
      return switch (status) {
        case 400 -> Problem.malformed();
        case 414 -> Problem.uriTooLong(limits.requestLine());
        case 431 -> Problem.headersTooLarge(limits.headers());
        default -> null;
      };
    }

    private FullHttpResponse explained(FullHttpResponse response) {
      Problem problem = problem(response.status().code());
      if (problem == null || response.content().isReadable()) {
        return response;
      }
      byte[] body = problem.json();
      FullHttpResponse explained = response.replace(Unpooled.wrappedBuffer(body));
      explained.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
      explained.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
      response.release();
      return explained;
    }
  }
}
