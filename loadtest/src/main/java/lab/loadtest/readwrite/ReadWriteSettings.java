package lab.loadtest.readwrite;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import lab.yaml.Span;

/** The load, for a service that needs no settings of its own. */
public record ReadWriteSettings(
    @NotNull @DecimalMin("1") @DecimalMax("20000") Double rate,
    @NotNull @Span(min = "500ms", max = "10m") Duration warmUp,
    @NotNull @Span(min = "1s", max = "60m") Duration duration,
    @NotNull @Min(1) @Max(1_000_000) Integer population,
    @NotNull @DecimalMin("0") @DecimalMax("5") Double zipf,
    @NotNull @Min(0) @Max(1_000_000) Integer readsPerWrite,
    @NotNull @Span(min = "10ms", max = "1m") Duration timeout,
    @NotNull @Span(min = "1ms", max = "10s") Duration late,
    @NotNull @Min(0) Long seed)
    implements ReadWriteLoad {}
