package lab.loadtest.urlshortener;

import com.google.auto.service.AutoService;
import io.gatling.javaapi.core.Simulation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import lab.loadtest.Workload;
import lab.loadtest.readwrite.ReadWriteLoad;
import lab.loadtest.readwrite.ReadWriteWorkload;
import lab.yaml.Span;

/** Reads links and now and then creates one. */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class UrlShortener extends ReadWriteWorkload<UrlShortener.Settings> {

  /**
   * The load.
   *
   * @param rate arrivals per second, reads and writes together
   * @param links how many to create before the load
   */
  public record Settings(
      @NotNull @DecimalMin("1") @DecimalMax("20000") Double rate,
      @NotNull @Span(min = "500ms", max = "10m") Duration warmUp,
      @NotNull @Span(min = "1s", max = "60m") Duration duration,
      @NotNull @Min(1) @Max(1_000_000) Integer links,
      @NotNull @DecimalMin("0") @DecimalMax("5") Double zipf,
      @NotNull @Min(0) @Max(1_000_000) Integer readsPerWrite,
      @NotNull @Span(min = "10ms", max = "1m") Duration timeout,
      @NotNull @Span(min = "1ms", max = "10s") Duration late,
      @NotNull @Min(0) Long seed)
      implements ReadWriteLoad {

    @Override
    public Integer population() {
      return links;
    }
  }

  /** Called by Gatling's simulation and by the service loader. */
  public UrlShortener() {
    super("url-shortener", Settings.class, new Links());
  }

  @Override
  protected Class<? extends Simulation> simulation() {
    return UrlShortenerSimulation.class;
  }

  @Override
  protected String defaults() {
    return DEFAULTS + "links: 100\n";
  }
}
