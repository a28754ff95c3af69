package lab.gateway.entry;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Sees each request after decoding, and each response before it is written. A request that {@link
 * HttpRules} reject is marked as undecodable: Reactor Netty answers that, in its turn, with a
 * status and no body and closes the connection. Any error response that does not come from {@link
 * EntryFilter} is one of these, and is turned into a problem here.
 *
 * <p>A body that breaks off in the middle is answered here, and the connection closed: Reactor
 * Netty would end the body as if it were complete, and an instance would receive a part of it.
 */
final class Door extends ChannelDuplexHandler {
  private final HttpRules rules;
  private @Nullable Refusal refusal;
  private @Nullable String correlationId; // from the client's last request
  private int unanswered;
  private boolean answering;

  /** Why the last request on this connection is rejected. */
  private record Refusal(Problem problem, String correlationId) {}

  Door(HttpRules rules) {
    this.rules = rules;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refusal != null) {
      ReferenceCountUtil.release(message); // belongs to a rejected request, or follows one
      return;
    }
    if (message instanceof HttpObject part) {
      check(part);
      if (part instanceof HttpRequest) {
        unanswered++;
      } else if (refusal != null) {
        ReferenceCountUtil.release(message);
        endInTheMiddle(context);
        return;
      }
    }
    context.fireChannelRead(message);
  }

  /**
   * Responds with the reason unless a response is already being written, then closes, which fails
   * the body's reader.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // closed either way
  private void endInTheMiddle(ChannelHandlerContext context) {
    if (unanswered == 1 && !answering) {
      var bad = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
      bad.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(explained(bad)).addListener(ChannelFutureListener.CLOSE);
    } else {
      context.close();
    }
  }

  private void check(HttpObject part) {
    HttpRequest request = part instanceof HttpRequest head ? head : null;
    if (request != null) {
      correlationId = request.headers().get(Trace.CORRELATION_ID);
    }
    try {
      if (part.decoderResult().isFailure()) {
        throw new ProblemException(rules.undecodable(part.decoderResult().cause()));
      }
      if (request != null) {
        rules.apply(request);
      }
    } catch (ProblemException e) {
      refusal = new Refusal(e.problem(), Trace.correlationId(correlationId));
      if (part.decoderResult().isSuccess()) {
        part.setDecoderResult(DecoderResult.failure(e));
      }
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise reports it
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse head) {
      answering = head.status().codeClass() != HttpStatusClass.INFORMATIONAL;
      nameUpgrade(head.headers());
    }
    if (answering && message instanceof LastHttpContent) {
      answering = false;
      unanswered--;
    }
    context.write(message instanceof FullHttpResponse r ? explained(r) : message, promise);
  }

  /**
   * {@code Upgrade} is a connection header (RFC 9110, section 7.8), even if the connection then
   * closes.
   */
  private static void nameUpgrade(HttpHeaders headers) {
    if (headers.contains(HttpHeaderNames.UPGRADE)
        && !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    }
  }

  private FullHttpResponse explained(FullHttpResponse response) {
    if (response.status().code() < 400 || response.headers().contains(Trace.CORRELATION_ID)) {
      return response;
    }
    Refusal reason = refusal;
    if (reason == null) {
      boolean ours = response.status().code() >= 500;
      reason =
          new Refusal(
              ours ? GatewayProblems.internal() : GatewayProblems.malformed(),
              Trace.correlationId(null));
    }
    byte[] body = reason.problem().toJson();
    FullHttpResponse explained = response.replace(Unpooled.wrappedBuffer(body));
    explained.setStatus(HttpResponseStatus.valueOf(reason.problem().status()));
    explained
        .headers()
        .set(Trace.CORRELATION_ID, reason.correlationId())
        .set(Problem.CONTENT_TYPE_OPTIONS, Problem.NOSNIFF)
        .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    response.release();
    return explained;
  }
}
