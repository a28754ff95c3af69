package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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
            new LinkProperties(URI.create("http://localhost:8080"), DataSize.ofKilobytes(16)));
    assertThat(
            bind(
                Map.of(
                    "lab.links.public-base-url", "https://s.example/",
                    "lab.links.max-body", "8KB")))
        .isEqualTo(new LinkProperties(URI.create("https://s.example/"), DataSize.ofKilobytes(8)));
  }

  @Test
  void begins_short_urls_with_the_public_base_url() {
    assertThat(bind(Map.of()).shortUrl("abc1234")).isEqualTo("http://localhost:8080/abc1234");
    assertThat(bind(Map.of("lab.links.public-base-url", "https://s.example/")).shortUrl("abc1234"))
        .isEqualTo("https://s.example/abc1234");
  }

  @Test
  void refuses_a_base_url_that_nobody_can_follow() {
    assertThatThrownBy(() -> bind(Map.of("lab.links.public-base-url", "localhost")))
        .hasRootCauseInstanceOf(StartupRefusedException.class);
  }
}
