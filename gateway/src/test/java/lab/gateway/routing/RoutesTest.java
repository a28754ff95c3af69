package lab.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.gateway.routing.RouteProperties.RouteSpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.http.server.PathContainer;

class RoutesTest {
  private static final Map<String, List<String>> ROUTES =
      Map.of(
          "code", List.of("/{code:[0-9a-z]{7}}"),
          "things", List.of("/api/things", "/api/things/**"),
          "stream", List.of("/api/things/{id}/stream"),
          "special", List.of("/special"),
          "rest", List.of("/**"));

  private static final Map<String, String> EXPECTED =
      Map.of(
          "/abc1234", "code",
          "/special", "special",
          "/api/things", "things",
          "/api/things/7", "things",
          "/api/things/7/stream", "stream",
          "/api/things/7/stream/more", "things",
          "/elsewhere", "rest");

  @Provide
  Arbitrary<List<String>> orders() {
    return Arbitraries.shuffle(List.copyOf(ROUTES.keySet()));
  }

  /** In whatever order the services are configured. */
  @Property(tries = 120)
  void the_most_specific_path_takes_the_request(@ForAll("orders") List<String> order) {
    var routes = new LinkedHashMap<String, RouteSpec>();
    order.forEach(id -> routes.put(id, spec(ROUTES.getOrDefault(id, List.of()))));

    var paths = Routes.bySpecificity(new RouteProperties(routes));

    EXPECTED.forEach((request, route) ->
        assertThat(
                paths.stream()
                    .filter(path -> path.pattern().matches(PathContainer.parsePath(request)))
                    .findFirst())
            .as(request)
            .hasValueSatisfying(path -> assertThat(path.id()).isEqualTo(route)));
  }

  private static RouteSpec spec(List<String> paths) {
    return new RouteSpec(paths, "s", Duration.ofSeconds(5), Duration.ofSeconds(1), null, true);
  }
}
