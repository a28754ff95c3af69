package lab.gateway.routing;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The connections to the instances. Each instance has its own pool.
 *
 * @param connectTimeout how long connecting may take
 * @param maxConnections to one instance
 * @param maxPending requests that may wait for one of them; further ones are rejected
 * @param acquireTimeout how long they may wait
 * @param maxIdleTime a connection idle for this long is closed; less than any server's keep-alive
 *     time, or a request could meet a connection that the server is closing
 * @param readTimeout the longest silence within a response's body
 */
@Validated
@ConfigurationProperties("lab.gateway.client")
public record ClientProperties(
    @DefaultValue("300ms") @DurationMin(millis = 1) Duration connectTimeout,
    @DefaultValue("200") @Positive int maxConnections,
    @DefaultValue("800") @Positive int maxPending,
    @DefaultValue("1s") @DurationMin(millis = 1) Duration acquireTimeout,
    @DefaultValue("10s") @DurationMin(millis = 1) Duration maxIdleTime,
    @DefaultValue("30s") @DurationMin(millis = 1) Duration readTimeout) {}
