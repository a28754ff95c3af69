package lab.runner.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lab.yaml.InvalidYaml;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final Placeholders.Values VALUES =
      new Placeholders.Values() {
        @Override
        public String gatewayUrl() {
          return "http://localhost:1";
        }

        @Override
        public String gatewayAddresses() {
          return "http://g:1";
        }

        @Override
        public String addresses() {
          return "http://s:1,http://s:2";
        }

        @Override
        public String secret(String name) {
          return "$1\\" + name;
        }
      };

  @Test
  void are_replaced_by_the_labs_values() {
    assertThat(Placeholders.resolve("${gateway.url}/x", VALUES)).isEqualTo("http://localhost:1/x");
    assertThat(Placeholders.resolve("${gateway.addresses},${addresses}", VALUES))
        .isEqualTo("http://g:1,http://s:1,http://s:2");
    assertThat(Placeholders.resolve("${secret:a-key}", VALUES)).isEqualTo("$1\\a-key");
    assertThat(Placeholders.resolve("plain {7} $", VALUES)).isEqualTo("plain {7} $");
  }

  @Test
  void unknown_ones_are_refused() {
    assertThatThrownBy(() -> Placeholders.resolve("a ${gateway.uri}", VALUES))
        .isInstanceOf(InvalidYaml.class)
        .hasMessage("Nothing is known by the name in ${gateway.uri}, in 'a ${gateway.uri}'.");
  }
}
