package lab.gateway.entry;

import io.netty.channel.ChannelPipeline;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Limits the request line and the header fields in the decoder, and places the handlers that
 * validate HTTP around Reactor Netty's own. It customizes last, because Spring Boot sets the
 * decoder's limits, too.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ServerPipeline implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
  private final LimitProperties limits;

  ServerPipeline(LimitProperties limits) {
    this.limits = limits;
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::customize);
  }

  private HttpServer customize(HttpServer server) {
    return server
        .httpRequestDecoder(spec ->
            spec.maxInitialLineLength(Math.toIntExact(limits.requestLine().toBytes()))
                .maxHeaderSize(Math.toIntExact(limits.headers().toBytes())))
        .doOnChannelInit((_, channel, _) -> add(channel.pipeline()));
  }

  private void add(ChannelPipeline pipeline) {
    pipeline.addAfter(NettyPipeline.HttpCodec, "lab.door", new Door(new HttpRules(limits)));
    pipeline.addAfter(NettyPipeline.HttpTrafficHandler, "lab.old-clients", new OldClients());
  }
}
