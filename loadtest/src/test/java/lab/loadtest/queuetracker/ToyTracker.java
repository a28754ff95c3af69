package lab.loadtest.queuetracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue tracker in one thread, over HTTP, event streams, long polls and WebSockets. What its
 * lines do, and do wrong, is in {@link ToyLines}.
 */
final class ToyTracker implements AutoCloseable {
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel server;
  final ToyLines lines;

  /** With this many places, each a tenth of a degree east of the one before. */
  ToyTracker(int places) {
    lines = new ToyLines(places);
    server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536))
                        .addLast(new Http());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
  }

  private final class Http extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      var uri = new QueryStringDecoder(request.uri());
      String[] path = uri.path().split("/");
      if (uri.path().equals("/ws/queues")) {
        upgrade(context, request);
      } else if (uri.path().endsWith("/stream")) {
        stream(context, path[3]);
      } else if (uri.path().endsWith("/changes")) {
        long after =
            uri.parameters().containsKey("after")
                ? Long.parseLong(uri.parameters().get("after").getFirst())
                : -1;
        lines.afterwards(path[3], after, answer -> answer(context, 200, answer, null));
      } else {
        String version = request.headers().get("If-Match");
        ToyLines.Answer answer =
            lines.answer(request.method().name(), uri, request.content().toString(UTF_8), version);
        answer(context, answer.status(), answer.body(), answer.etag());
      }
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
      var handshaker =
          new WebSocketServerHandshakerFactory(uri().toString(), null, false)
              .newHandshaker(request);
      if (lines.refusesSockets) {
        answer(context, 503, "{}", null);
        return;
      }
      handshaker.handshake(context.channel(), request);
      context.pipeline().replace(this, "frames", new Frames());
    }

    private void stream(ChannelHandlerContext context, String place) {
      var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head.headers().set("Content-Type", "text/event-stream");
      HttpUtil.setTransferEncodingChunked(head, true);
      context.writeAndFlush(head);
      lines.follow(
          place,
          null,
          context.channel(),
          message ->
              context.writeAndFlush(
                  new DefaultHttpContent(
                      Unpooled.copiedBuffer("data:" + message + "\n\n", UTF_8))));
    }
  }

  private static void answer(
      ChannelHandlerContext context, int status, String body, @Nullable String etag) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(body, UTF_8));
    response.headers().set("Content-Length", response.content().readableBytes());
    if (etag != null) {
      response.headers().set("ETag", "\"" + etag + "\"");
    }
    context.writeAndFlush(response);
  }

  /** A subscription names one place, and what the subscriber saw last. */
  private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame text) {
        String place = text.text().replaceFirst(".*\"locations\":\\[\"(.+?)\"].*", "$1");
        long after = Fields.last(text.text(), place);
        lines.follow(
            place,
            after < 0 ? null : Long.valueOf(after),
            context.channel(),
            message -> context.writeAndFlush(new TextWebSocketFrame(message)));
      } else {
        context.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  @Override
  public void close() {
    Objects.requireNonNull(server).close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }
}
