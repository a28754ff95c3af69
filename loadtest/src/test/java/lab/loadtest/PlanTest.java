package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
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

  /** After a hundred arrivals of the warm-up, number 109 (from 0) ends a cycle of eleven. */
  @Test
  void counts_the_creates_among_the_arrivals() {
    Plan plan = Plans.plan();
    assertThat(plan.writes(108)).isFalse();
    assertThat(plan.writes(109)).isTrue();
    assertThat(plan.writesAmong(9)).isZero();
    assertThat(plan.writesAmong(10)).isEqualTo(1);
    assertThat(plan.writesAmong(200))
        .isEqualTo(LongStream.range(100, 300).filter(plan::writes).count());
  }

  @Test
  void names_who_is_told_live_or_nobody() throws IOException {
    assertThat(read(written(",\"live\":null", "")).live()).isEmpty();
    String live = ",\"live\":{\"url\":\"http://a.example/m\",\"experiment\":\"e\",\"arm\":\"a\"}";
    assertThat(read(written(",\"live\":null", live)).live())
        .hasValue(new Plan.Live(URI.create("http://a.example/m"), "e", "a"));
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
