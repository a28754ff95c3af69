package lab.gateway.discovery;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How instances are looked up.
 *
 * @param interval from an answer to the next query
 * @param timeout how long a name server may take to answer
 * @param nameserver the one to query, as {@code host} or {@code host:port}; by default the system's
 */
@Validated
@ConfigurationProperties("lab.gateway.discovery")
public record DiscoveryProperties(
    @DefaultValue("500ms") @DurationMin(millis = 10) Duration interval,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration timeout,
    @Nullable @Pattern(regexp = ADDRESS) String nameserver) {
  private static final String ADDRESS =
      "([0-9A-Za-z][0-9A-Za-z.-]*|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?";
}
