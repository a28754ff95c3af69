package lab.gateway.routing;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import java.time.Duration;
import lab.gateway.live.LiveProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The clients for all requests to instances, bounded in everything they hold. */
@Configuration(proxyBeanMethods = false)
class Connections {
  private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(2);

  /**
   * How much is read at a time for a client that may be slow to read; Netty's default goes up to 1
   * MB, in 16 reads.
   */
  private static final RecvByteBufAllocator LITTLE =
      new AdaptiveRecvByteBufAllocator(64, 2_048, 16_384).maxMessagesPerRead(1);

  /** One pool per instance; last in, first out, so that idle connections can age and be closed. */
  @Bean(destroyMethod = "dispose")
  ConnectionProvider upstreamConnections(ClientProperties properties) {
    return ConnectionProvider.builder("upstream")
        .maxConnections(properties.maxConnections())
        .pendingAcquireMaxCount(properties.maxPending())
        .pendingAcquireTimeout(properties.acquireTimeout())
        .maxIdleTime(properties.maxIdleTime())
        .evictInBackground(EVICTION_INTERVAL)
        .lifo()
        .build();
  }

  /**
   * Live connections have their own pools, so that they take none from requests. These pools need
   * no bound, since the leases bound them.
   */
  @Bean(destroyMethod = "dispose")
  ConnectionProvider livePool(ClientProperties properties, LiveProperties live) {
    return ConnectionProvider.builder("live")
        .maxConnections(live.maxConnections())
        .pendingAcquireMaxCount(live.maxConnections())
        .pendingAcquireTimeout(properties.acquireTimeout())
        .maxIdleTime(properties.maxIdleTime())
        .evictInBackground(EVICTION_INTERVAL)
        .lifo()
        .build();
  }

  @Bean
  HttpClient liveClient(
      ConnectionProvider livePool, ClientProperties properties, LiveProperties live) {
    return client(livePool, properties)
        .option(ChannelOption.RECVBUF_ALLOCATOR, LITTLE)
        .responseTimeout(live.silence());
  }

  @Bean
  HttpClient upstreamClient(ConnectionProvider upstreamConnections, ClientProperties properties) {
    return client(upstreamConnections, properties).responseTimeout(properties.readTimeout());
  }

  private static HttpClient client(ConnectionProvider connections, ClientProperties properties) {
    return HttpClient.create(connections)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(properties.connectTimeout().toMillis()));
  }
}
