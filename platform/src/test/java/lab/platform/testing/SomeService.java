package lab.platform.testing;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.platform.health.OnDrain;
import lab.platform.postgres.Postgres;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.JsonBody;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import lab.platformtest.ServiceUnderTest;
import lab.platformtest.TestServers;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The service as a process, with the handles that tests use. */
public final class SomeService extends ServiceUnderTest {
  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Things things(Postgres postgres) {
      return new Things(postgres);
    }

    @Bean
    OnDrain first() {
      return delay -> {
        throw new IllegalStateException("a listener that fails");
      };
    }

    @Bean
    Listener second() {
      return new Listener();
    }
  }

  /** Records the drain. */
  static final class Listener implements OnDrain {
    private final List<Duration> told = new CopyOnWriteArrayList<>();
    private volatile Runnable action = () -> {};

    @Override
    public void draining(Duration delay) {
      told.add(delay);
      action.run();
    }
  }

  /** Every way to respond. */
  @RestController
  static final class Things {
    private final Postgres postgres;

    Things(Postgres postgres) {
      this.postgres = postgres;
    }

    @PostMapping("/things")
    String take(HttpServletRequest request) throws IOException {
      return JsonBody.read(request, 100, "name").string("name");
    }

    @GetMapping("/things/{name}")
    String thing(@PathVariable String name) {
      return switch (name) {
        case "none" ->
            throw new ProblemException(
                Problem.of(404, "unknown-thing", "Unknown thing").with("error", "Thing not found"));
        case "away" -> throw new StoreUnavailableException("the store is away");
        case "broken" -> throw new IllegalStateException("secret");
        default ->
            postgres
                .read(jdbc ->
                    jdbc.sql("SELECT count(*) FROM thing WHERE name = ?")
                        .param(name)
                        .query(Integer.class)
                        .single())
                .toString();
      };
    }
  }

  private SomeService(List<Map<String, String>> settings) {
    super(Application.class, "some-service", settings);
  }

  /** Settings for the shared servers and an empty database of its own. */
  public static Map<String, String> stores() {
    return stores(TestServers.postgres().newDatabase());
  }

  /** Starts it; later settings override earlier ones. */
  @SafeVarargs
  public static SomeService start(Map<String, String>... settings) {
    var all = new ArrayList<Map<String, String>>();
    for (var some : settings) {
      all.add(some);
    }
    return new SomeService(all);
  }

  /** The delays announced by each drain. */
  public List<Duration> drains() {
    return bean(Listener.class).told;
  }

  /** Runs the action when the drain begins. */
  public void onDrain(Runnable action) {
    bean(Listener.class).action = action;
  }
}
