package lab.gateway.live;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The live connections through this gateway.
 *
 * @param maxConnections of all clients together; beyond it 503
 * @param maxPerClient from one address; beyond it 429. By default no tighter than the first,
 *     because all clients of a lab share one address
 * @param silence an instance that sends nothing for this long is considered dead: three of a
 *     service's heartbeats; and a client that reads nothing for this long is cut off
 * @param maxFrame the largest WebSocket frame, in either direction; beyond it the sender gets 1009
 */
@Validated
@ConfigurationProperties("lab.gateway.live")
public record LiveProperties(
    @DefaultValue("2500") @Positive int maxConnections,
    @DefaultValue("2500") @Positive int maxPerClient,
    @DefaultValue("45s") @DurationMin(millis = 1) Duration silence,
    @DefaultValue("64KB") @NotNull DataSize maxFrame) {}
