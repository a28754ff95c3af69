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
 * What a service says of itself in its {@code service.yml}, beside its name, which is its folder's.
 *
 * <p>Texts may hold placeholders; {@link Placeholders} has the list.
 *
 * @param description a sentence for people
 * @param onDemand whether it starts only when it is asked for by name
 * @param stores the backends that it stands on
 * @param memory the limit of its container, as Compose writes it: {@code 288m}
 * @param connections how many connections to PostgreSQL each instance may hold; 10 if nothing is
 *     said
 * @param settings its properties, beside those that lead to its stores
 * @param topologies what is different in a topology, by the topology's name
 * @param routes the paths that the gateway sends to it, by a name that no other route has
 * @param objective for latency, if it has one
 * @param example a command that shows what it does, as one would type it
 * @param color of its series in charts, as Grafana names colours
 * @param training the requests that its ahead-of-time cache is made under
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
    @NotNull @Valid Training training) {

  private static final String TIME = "[1-9][0-9]*(ms|s|m)";

  public Descriptor {
    connections = connections == null ? 10 : connections;
    stores = stores == null ? Set.of() : Set.copyOf(stores);
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    topologies = topologies == null ? Map.of() : Map.copyOf(topologies);
    routes = routes == null ? Map.of() : Map.copyOf(routes);
  }

  /**
   * What is different in one topology.
   *
   * @param instances how many there are, if not as many as the topology has of every service
   * @param settings laid over the service's
   */
  public record Rung(@Nullable @Min(1) @Max(9) Integer instances, Map<String, String> settings) {
    public Rung {
      settings = settings == null ? Map.of() : Map.copyOf(settings);
    }
  }

  /**
   * Paths and how the gateway treats their requests. The gateway's {@code RouteProperties} has the
   * same fields and what they mean.
   */
  public record Route(
      @NotEmpty List<String> paths,
      @Nullable @Pattern(regexp = TIME, message = "must be as in 500ms or 5s") String timeout,
      @Nullable @Pattern(regexp = TIME, message = "must be as in 500ms or 5s") String tryTimeout,
      @Nullable String live,
      @Nullable Boolean readsQuery) {}

  /**
   * Of 100 requests of a kind, 99 are answered within a time, as users of the gateway see it.
   *
   * @param uri which requests, by the path of their route, as the gateway's metrics have it
   * @param outcome of these only those with this outcome ({@code REDIRECTION}); all, if nothing is
   *     said
   * @param within a bound of the metrics' buckets
   */
  public record Objective(
      @NotBlank String uri,
      @Nullable @Pattern(regexp = "SUCCESS|REDIRECTION", message = "must be SUCCESS or REDIRECTION")
          String outcome,
      @NotNull @Pattern(regexp = "100ms|1s", message = "must be 100ms or 1s") String within) {}

  /**
   * What makes the ahead-of-time cache.
   *
   * @param settings that keep what the training writes apart from the lab's
   * @param requests one user's, in their order; many users send them at once
   */
  public record Training(Map<String, String> settings, @NotEmpty List<@Valid Step> requests) {
    public Training {
      settings = settings == null ? Map.of() : Map.copyOf(settings);
      requests = requests == null ? List.of() : List.copyOf(requests);
    }
  }

  /**
   * A request of the training. {@code ${user}} is the user's number, from 1; a kept field stands
   * under its name.
   *
   * @param send method and path: {@code GET /${code}}
   * @param body JSON, or nothing
   * @param times how often
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
