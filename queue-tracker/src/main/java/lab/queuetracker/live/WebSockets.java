package lab.queuetracker.live;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/**
 * Where the WebSocket is, and how much it may take: of Tomcat's buffers for one connection, which
 * it keeps for as long as the connection lives, 56 KB are left at 6.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSockets implements WebSocketConfigurer {
  /**
   * Of characters, and of their bytes, through whose buffer text comes as well; a longer message
   * comes in parts.
   */
  private static final int TEXT = 512;

  /** Of bytes, three times: what comes in, what goes out, and what goes out encoded. */
  private static final int FRAME = 1 << 10;

  /** Of bytes, of any connection, to read from it and to write to it. */
  private static final int CONNECTION = 1 << 10;

  static { // is read once, when Tomcat first needs it
    System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", Integer.toString(FRAME));
  }

  private final SocketHandler handler;
  private final SocketHandshake handshake;

  WebSockets(SocketHandler handler, SocketHandshake handshake) {
    this.handler = handler;
    this.handshake = handshake;
  }

  /** From any origin: there is no cookie or login that another site's page could borrow. */
  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry
        .addHandler(handler, "/ws/queues")
        .setAllowedOriginPatterns("*")
        .addInterceptors(handshake);
  }

  @Bean
  ServletServerContainerFactoryBean socketContainer() {
    var container = new ServletServerContainerFactoryBean();
    container.setMaxTextMessageBufferSize(TEXT);
    container.setMaxBinaryMessageBufferSize(TEXT);
    return container;
  }

  @Bean
  static TomcatConnectorCustomizer smallBuffers() {
    return connector -> {
      String bytes = Integer.toString(CONNECTION);
      connector.setProperty("socket.appReadBufSize", bytes);
      connector.setProperty("socket.appWriteBufSize", bytes);
    };
  }
}
