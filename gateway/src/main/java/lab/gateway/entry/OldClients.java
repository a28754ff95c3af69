package lab.gateway.entry;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Frames responses to HTTP/1.0 clients, which do not support chunks (RFC 9112, section 6.1): a
 * response of unknown length ends when its connection closes. One of known length keeps the
 * connection open if the client asked for that, and says so, since that is not the default in
 * HTTP/1.0.
 *
 * <p>It comes after the handler that lets one request through at a time and decides what happens to
 * the connection.
 */
final class OldClients extends ChannelDuplexHandler {
  private boolean isOld;
  private boolean wantsToStay;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      isOld = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
      wantsToStay = HttpUtil.isKeepAlive(request);
    }
    context.fireChannelRead(message);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise reports it
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (isOld
        && message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      frame(response);
    }
    context.write(message, promise);
  }

  private void frame(HttpResponse response) {
    HttpHeaders headers = response.headers();
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    int status = response.status().code();
    boolean endsByItself =
        headers.contains(HttpHeaderNames.CONTENT_LENGTH) || status == 204 || status == 304;
    boolean stays =
        wantsToStay
            && endsByItself
            && !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    headers.set(
        HttpHeaderNames.CONNECTION, stays ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
  }
}
