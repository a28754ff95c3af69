package lab.gateway.routing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Further tries on other instances.
 *
 * @param enabled whether there are any
 * @param max the most retries of one request
 * @param budget the limit on retries of all requests to a service
 */
@Validated
@ConfigurationProperties("lab.gateway.retry")
public record RetryProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("2") @PositiveOrZero @Max(10) int max,
    @DefaultValue @Valid Budget budget) {

  /**
   * The bounds of {@link RetryBudget}; ratio and minimum are Finagle's.
   *
   * @param ratio retries earned by each request
   * @param minPerSecond retries earned by each second, so that a quiet service can retry
   * @param burst the most that can be saved up
   */
  public record Budget(
      @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1") double ratio,
      @DefaultValue("10") @PositiveOrZero double minPerSecond,
      @DefaultValue("500") @Positive double burst) {}
}
