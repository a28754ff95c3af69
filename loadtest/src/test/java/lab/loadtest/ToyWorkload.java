package lab.loadtest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import lab.protocol.Measure;
import lab.protocol.Unit;

/** Ends as its settings say. */
public final class ToyWorkload implements Workload<ToyWorkload.Settings> {
  /** How it ends. */
  public enum End {
    MEASURED,
    DISTRUSTED,
    NOT_SEEDED,
    IO,
    BUG
  }

  /** How it ends. */
  public record Settings(@NotNull End end, @NotNull @Max(9) Integer number) {}

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    return List.of(new Measure("number", "a number", Unit.COUNT));
  }

  @Override
  public String load(Settings settings) {
    return settings.number() + " toys";
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, Distrusted, NotSeeded {
    return switch (settings.end()) {
      case MEASURED -> Map.of("number", (double) settings.number(), "of nothing", Double.NaN);
      case DISTRUSTED -> throw new Distrusted("too late");
      case NOT_SEEDED -> throw new NotSeeded("nothing to read");
      case IO -> throw new IOException("it does not answer");
      case BUG -> throw new IllegalArgumentException("a bug");
    };
  }
}
