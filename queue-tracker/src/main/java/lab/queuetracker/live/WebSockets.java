package lab.queuetracker.live;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/**
 * The WebSocket's path and its buffers: of the 56 KB that Tomcat holds for as long as a connection
 * lives, 6 remain.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSockets implements WebSocketConfigurer {
  /** In characters, and their bytes, which share the buffer; a longer message arrives in parts. */
  private static final int TEXT = 512;

  /** In bytes, three times: for input, output, and encoded output. */
  private static final int FRAME = 1 << 10;

  /** In bytes, for reading from and for writing to any connection. */
  private static final int CONNECTION = 1 << 10;

  static { // read once, when Tomcat first needs it
    System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", Integer.toString(FRAME));
  }

  private final SocketHandler handler;
  private final SocketHandshake handshake;

  WebSockets(SocketHandler handler, SocketHandshake handshake) {
    this.handler = handler;
    this.handshake = handshake;
  }

  /** From any origin: there is no cookie or login that another site's page could misuse. */
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
