package lab.gateway.upstream;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When live requests show that an instance is bad.
 *
 * @param enabled whether failed requests eject at all
 * @param consecutiveFailures this many in a row eject: failed connection attempts, or unanswered
 *     requests that another instance then answered; a single refused connection is enough
 * @param baseDuration how long the first ejection lasts; each further one lasts twice as long
 * @param maxDuration the longest ejection; after as long a time without one, the count starts again
 */
@Validated
@ConfigurationProperties("lab.gateway.ejection")
public record EjectionProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("3") @Positive int consecutiveFailures,
    @DefaultValue("2s") @DurationMin(millis = 1) Duration baseDuration,
    @DefaultValue("30s") @DurationMin(millis = 1) Duration maxDuration) {}
