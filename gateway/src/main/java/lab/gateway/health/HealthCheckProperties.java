package lab.gateway.health;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Active health checks.
 *
 * @param enabled whether there are any; without them, every instance counts as up
 * @param interval from the end of one check to the next, plus or minus a tenth
 * @param idleInterval instead, for an instance that is up, of a service without requests in the
 *     last ten seconds
 * @param timeout how long a check may take
 * @param path the path requested; 2xx is healthy
 */
@Validated
@ConfigurationProperties("lab.gateway.health-check")
public record HealthCheckProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("250ms") @DurationMin(millis = 10) Duration interval,
    @DefaultValue("2s") @DurationMin(millis = 10) Duration idleInterval,
    @DefaultValue("500ms") @DurationMin(millis = 10) Duration timeout,
    @DefaultValue("/health") @Pattern(regexp = "/.*") String path) {}
