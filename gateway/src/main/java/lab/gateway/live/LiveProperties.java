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
 * @param maxPerClient from one address; beyond it 429. By default no tighter than the first: all
 *     clients of a lab have one address
 * @param silence an instance that sends nothing for so long is taken for gone, three of a service's
 *     heartbeats; and a client that takes nothing for so long is cut off
 * @param maxFrame the largest frame of a WebSocket, either way; beyond it its sender is told 1009
 */
@Validated
@ConfigurationProperties("lab.gateway.live")
public record LiveProperties(
    @DefaultValue("2500") @Positive int maxConnections,
    @DefaultValue("2500") @Positive int maxPerClient,
    @DefaultValue("45s") @DurationMin(millis = 1) Duration silence,
    @DefaultValue("64KB") @NotNull DataSize maxFrame) {}
