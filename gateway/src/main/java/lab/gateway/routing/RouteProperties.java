package lab.gateway.routing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.gateway.live.Kind;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway routes.
 *
 * @param routes by id; the route with the most specific matching path gets the request
 */
@Validated
@ConfigurationProperties("lab.gateway")
public record RouteProperties(@DefaultValue Map<String, @Valid RouteSpec> routes) {

  /**
   * One route.
   *
   * @param paths path patterns
   * @param service the name of the service that answers
   * @param timeout for all tries together, until the response's first byte
   * @param tryTimeout for one try, as long as another is possible
   * @param live the kind of live connection, if its responses are long-lived
   * @param readsQuery whether the service reads queries; if not, a malformed one is dropped
   */
  public record RouteSpec(
      @NotEmpty List<String> paths,
      @NotBlank String service,
      @DefaultValue("5s") @DurationMin(millis = 1) Duration timeout,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration tryTimeout,
      @Nullable Kind live,
      @DefaultValue("true") boolean readsQuery) {}
}
