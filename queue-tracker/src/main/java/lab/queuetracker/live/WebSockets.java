package lab.queuetracker.live;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Where the WebSocket is, and how much it may take. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSockets implements WebSocketConfigurer {
  /** Of what a client says. The server keeps a buffer of that size for every connection. */
  private static final int MAX_MESSAGE = 8 << 10;

  private final SocketHandler handler;

  WebSockets(SocketHandler handler) {
    this.handler = handler;
  }

  /** From any origin: there is no cookie or login that another site's page could borrow. */
  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(handler, "/ws/queues").setAllowedOriginPatterns("*");
  }

  @Bean
  ServletServerContainerFactoryBean socketContainer() {
    var container = new ServletServerContainerFactoryBean();
    container.setMaxTextMessageBufferSize(MAX_MESSAGE);
    container.setMaxBinaryMessageBufferSize(1);
    return container;
  }
}
