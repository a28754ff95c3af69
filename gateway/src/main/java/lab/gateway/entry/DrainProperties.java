package lab.gateway.entry;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The end of the process's life.
 *
 * @param delay how long it goes on serving after it has been told to stop, so that all who check
 *     its health have seen that it will
 */
@Validated
@ConfigurationProperties("lab.drain")
public record DrainProperties(@DefaultValue("1s") @DurationMin Duration delay) {}
