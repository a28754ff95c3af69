package lab.queuetracker.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Live updates.
 *
 * @param maxConnections WebSockets at one instance, 14 KB of heap each; event streams and long
 *     polls count as {@value Transport#REQUEST}
 * @param maxSubscriptions lines that one WebSocket follows at a time
 * @param maxSubscriptionsOfAll lines that all subscribers of one instance follow together, each
 *     counted as often as it is followed: 0.2 KB of heap each time. Concurrent subscribers may
 *     exceed it by as much as they request
 * @param heartbeat how often a connection shows that it is alive: more often than proxies close
 *     idle connections
 * @param pollWait how long a long poll waits for a change
 * @param reconnectWithin the period over which the subscribers of a stopping instance spread their
 *     reconnects
 */
@ConfigurationProperties("lab.live")
record LiveProperties(
    @DefaultValue("2000") int maxConnections,
    @DefaultValue("200") int maxSubscriptions,
    @DefaultValue("50000") int maxSubscriptionsOfAll,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("25s") Duration pollWait,
    @DefaultValue("5s") Duration reconnectWithin) {}
