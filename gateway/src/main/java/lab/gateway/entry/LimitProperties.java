package lab.gateway.entry;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How large a request may be.
 *
 * @param body the body, however it is framed; beyond it 413
 * @param requestLine method, target and version; beyond it 414
 * @param headers all header fields together, line ends included; beyond it 431
 */
@Validated
@ConfigurationProperties("lab.gateway.limits")
public record LimitProperties(
    @DefaultValue("64KB") @NotNull DataSize body,
    @DefaultValue("8KB") @NotNull DataSize requestLine,
    @DefaultValue("16KB") @NotNull DataSize headers) {}
