package lab.gateway.routing;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The client that all requests to instances go through: bounded in all it holds. */
@Configuration(proxyBeanMethods = false)
class Connections {
  private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(2);

  /** One pool an instance; last in, first out, so that idle connections can age and be closed. */
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

  @Bean
  HttpClient upstreamClient(ConnectionProvider upstreamConnections, ClientProperties properties) {
    return HttpClient.create(upstreamConnections)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(properties.connectTimeout().toMillis()))
        .responseTimeout(properties.readTimeout());
  }
}
