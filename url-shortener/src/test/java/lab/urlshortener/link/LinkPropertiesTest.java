package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LinkPropertiesTest {
  private static LinkProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.links", LinkProperties.class);
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new LinkProperties("http://localhost:8080", List.of(), DataSize.ofKilobytes(16)));
    assertThat(
            bind(
                Map.of(
                    "lab.links.public-base-url", "https://s.example/",
                    "lab.links.aliases", "http://127.0.0.1:8080,http://gateway-2",
                    "lab.links.max-body", "8KB")))
        .isEqualTo(
            new LinkProperties(
                "https://s.example/",
                List.of("http://127.0.0.1:8080", "http://gateway-2"),
                DataSize.ofKilobytes(8)));
  }

  @Test
  void begins_short_urls_with_the_public_base_url() {
    assertThat(bind(Map.of()).shortUrl("abc1234")).isEqualTo("http://localhost:8080/abc1234");
    assertThat(bind(Map.of("lab.links.public-base-url", "https://s.example/")).shortUrl("abc1234"))
        .isEqualTo("https://s.example/abc1234");
    assertThat(bind(Map.of("lab.links.public-base-url", "https://s.example/l")).shortUrl("abc1234"))
        .isEqualTo("https://s.example/l/abc1234");
  }

  @Test
  void refuses_a_base_url_that_nobody_can_follow() {
    for (String url : List.of("localhost", "http://", "ftp://s.example", "https://s.example/?a")) {
      assertThatThrownBy(() -> bind(Map.of("lab.links.public-base-url", url)))
          .hasRootCauseInstanceOf(StartupRefusedException.class);
      assertThatThrownBy(() -> bind(Map.of("lab.links.aliases", url)))
          .hasRootCauseInstanceOf(StartupRefusedException.class);
    }
  }
}
