package lab.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param services by name, the instances of each or where to find them
 * @param slowStart how long an instance that came back warms up: its share grows from a tenth to
 *     the whole, because a JVM that has just started is slow; zero for none
 */
@Validated
@ConfigurationProperties("lab.gateway")
public record UpstreamProperties(
    @DefaultValue Map<String, @Valid ServiceProperties> services,
    @DefaultValue("5s") @DurationMin Duration slowStart) {

  public UpstreamProperties {
    services.forEach((name, service) -> service.requireOneSource("lab.gateway.services." + name));
  }

  /**
   * A service, with exactly one of the two.
   *
   * @param instances all of them, in any order
   * @param dns where to look them up
   */
  public record ServiceProperties(
      @DefaultValue List<@Valid InstanceProperties> instances, @Valid @Nullable DnsProperties dns) {

    private void requireOneSource(String property) {
      if (instances.isEmpty() && dns == null) {
        throw new IllegalArgumentException(
            "%s has no instances: give %s.instances or %s.dns.host"
                .formatted(property, property, property));
      }
      if (!instances.isEmpty() && dns != null) {
        throw new IllegalArgumentException(
            "%s has both %s.instances and %s.dns: give one of them"
                .formatted(property, property, property));
      }
    }
  }

  /**
   * Instances found by DNS.
   *
   * @param host whose addresses are the instances, queried as given: no search domain is added
   * @param port of each of them
   */
  public record DnsProperties(
      @NotBlank @Pattern(regexp = NAME) String host,
      @DefaultValue("8080") @Min(1) @Max(65535) int port) {
    private static final String NAME = "[0-9A-Za-z_-]{1,63}(\\.[0-9A-Za-z_-]{1,63})*\\.?";
  }

  /**
   * One instance.
   *
   * @param id its node's name, for metrics and people
   * @param uri scheme, host and port, without a path
   */
  public record InstanceProperties(@NotBlank String id, @NotNull URI uri) {}
}
