package lab.runner.descriptor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a service describes itself in its {@code service.yml}. Its name is that of its folder.
 *
 * <p>Texts may contain placeholders; they are listed in {@link Placeholders}.
 *
 * @param description a sentence for people
 * @param onDemand whether it starts only when it is named
 * @param stores the backends that it depends on
 * @param memory the memory limit of its container, in Compose's notation: {@code 288m}
 * @param connections how many connections to PostgreSQL each instance may hold; 10 if absent
 * @param settings its properties, apart from those with the addresses of its stores
 * @param topologies what differs in a topology, by the topology's name
 * @param routes the paths that the gateway routes to it, by a unique route name
 * @param objective its latency objective, if it has one
 * @param example a command to type that shows what it does
 * @param color of its series in charts, as Grafana names colours
 * @param words of its domain, which must not occur in the parts that all services share
 * @param training the requests that run while its ahead-of-time cache is recorded
 */
public record Descriptor(
    @NotBlank String description,
    boolean onDemand,
    Set<Store> stores,
    @NotNull @Pattern(regexp = "[1-9][0-9]*[mg]", message = "must be as in 288m") String memory,
    @NotNull @Min(1) @Max(50) Integer connections,
    Map<String, String> settings,
    Map<String, @Valid Rung> topologies,
    @NotEmpty Map<String, @Valid Route> routes,
    @Nullable @Valid Objective objective,
    @NotBlank String example,
    @NotBlank String color,
    List<@NotBlank String> words,
    @NotNull @Valid Training training) {

  private static final String TIME = "[1-9][0-9]*(ms|s|m)";

  public Descriptor {
    connections = connections == null ? 10 : connections;
    stores = stores == null ? Set.of() : Set.copyOf(stores);
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    topologies = topologies == null ? Map.of() : Map.copyOf(topologies);
    routes = routes == null ? Map.of() : Map.copyOf(routes);
    words = words == null ? List.of() : List.copyOf(words);
  }

  /**
   * What differs in one topology.
   *
   * @param instances how many instances there are; null for the topology's default
   * @param settings override those of the service
   */
  public record Rung(@Nullable @Min(1) @Max(9) Integer instances, Map<String, String> settings) {
    public Rung {
      settings = settings == null ? Map.of() : Map.copyOf(settings);
    }
  }

  /**
   * Paths and how the gateway treats their requests. The gateway's {@code RouteProperties} has the
   * same fields and explains them.
   */
  public record Route(
      @NotEmpty List<String> paths,
      @Nullable @Pattern(regexp = TIME, message = "must be as in 500ms or 5s") String timeout,
      @Nullable @Pattern(regexp = TIME, message = "must be as in 500ms or 5s") String tryTimeout,
      @Nullable String live,
      @Nullable Boolean readsQuery) {}

  /**
   * A latency objective: of 100 requests of a kind, 99 are answered within a time, as seen by users
   * of the gateway.
   *
   * @param uri selects the requests by the path of their route, as in the gateway's metrics
   * @param outcome selects only those with this outcome, such as {@code REDIRECTION}; all if absent
   * @param within the time, which must be a bucket bound of the metrics
   */
  public record Objective(
      @NotBlank String uri,
      @Nullable @Pattern(regexp = "SUCCESS|REDIRECTION", message = "must be SUCCESS or REDIRECTION")
          String outcome,
      @NotNull @Pattern(regexp = "100ms|1s", message = "must be 100ms or 1s") String within) {}

  /**
   * How the ahead-of-time cache is recorded.
   *
   * @param settings that keep data written by the training apart from the lab's
   * @param requests of one user, in order; many users send them concurrently
   */
  public record Training(Map<String, String> settings, @NotEmpty List<@Valid Step> requests) {
    public Training {
      settings = settings == null ? Map.of() : Map.copyOf(settings);
      requests = requests == null ? List.of() : List.copyOf(requests);
    }
  }

  /**
   * A request of the training. {@code ${user}} is the user's number, from 1; a kept field is a
   * placeholder too, under its name.
   *
   * @param send method and path: {@code GET /${code}}
   * @param body JSON, or absent
   * @param times how often it is sent
   * @param keep a field of the JSON response that later requests use
   */
  public record Step(
      @NotNull
          @Pattern(
              regexp = "(GET|POST|PUT|PATCH|DELETE) /\\S*",
              message = "must be a method and a path, as in GET /things")
          String send,
      @Nullable JsonNode body,
      @Nullable @Min(1) @Max(1000) Integer times,
      @Nullable String keep) {}
}
