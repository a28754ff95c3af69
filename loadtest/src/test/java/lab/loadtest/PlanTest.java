package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PlanTest {
  @TempDir Path folder;

  @Test
  void reads_what_was_written() throws IOException {
    assertThat(read(new JsonMapper().writeValueAsString(Plans.plan()))).isEqualTo(Plans.plan());
  }

  @Test
  void names_the_key_and_the_bound_of_a_wrong_value() {
    assertThatThrownBy(() -> read(written("\"rate\":100.0", "\"rate\":0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate is 0 and must be from 1 to 20000");
  }

  @Test
  void refuses_a_base_url_with_a_path() {
    assertThatThrownBy(() -> read(written("127.0.0.1:1", "127.0.0.1:1/api")))
        .hasMessageContaining("baseUrl must be http://host:port");
  }

  @Test
  void refuses_a_missing_and_an_unknown_key() {
    assertThatThrownBy(() -> read(written(",\"seed\":1", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at seed");
    assertThatThrownBy(() -> read(written("\"seed\":1", "\"seed\":1,\"sead\":1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sead");
  }

  @Test
  void counts_the_arrivals_of_each_part() {
    assertThat(Plans.plan().firstMeasured()).isEqualTo(100);
    assertThat(Plans.plan().measured()).isEqualTo(200);
  }

  private static String written(String from, String to) {
    String json = new JsonMapper().writeValueAsString(Plans.plan());
    assertThat(json).contains(from);
    return json.replace(from, to);
  }

  private Plan read(String json) throws IOException {
    return Plan.read(Files.writeString(folder.resolve("plan.json"), json));
  }
}
