package lab.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param services by name, the instances of each
 * @param slowStart how long an instance that came back is spared: its share grows from a tenth to
 *     the whole, because a JVM just started is slow; zero for none
 */
@Validated
@ConfigurationProperties("lab.gateway")
public record UpstreamProperties(
    @DefaultValue Map<String, @Valid ServiceProperties> services,
    @DefaultValue("5s") @DurationMin Duration slowStart) {

  /** The instances of a service, in any order. */
  public record ServiceProperties(@DefaultValue List<@Valid InstanceProperties> instances) {}

  /**
   * One instance.
   *
   * @param id its node's name, for metrics and people
   * @param uri scheme, host and port, without a path
   */
  public record InstanceProperties(@NotBlank String id, @NotNull URI uri) {}
}
