package lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class YamlFileTest {
  enum Colour {
    RED,
    GREEN
  }

  record Wheel(@Min(1) @Max(40) int sizeInInches, Colour colour) {}

  record Cart(
      @NotBlank String ownersName,
      @Span(min = "1s", max = "2m") Duration patience,
      List<@Valid Wheel> wheels,
      int load) {}

  private static final String CART =
      """
      owners-name: Ada
      patience: 8s
      wheels:
        - { size-in-inches: 20, colour: red }
        - { size-in-inches: 21, colour: GREEN }
      load: 3
      """;

  @TempDir Path folder;

  @Test
  void fields_become_components() {
    assertThat(YamlFile.parse("cart.yml", CART, Cart.class))
        .isEqualTo(
            new Cart(
                "Ada",
                Duration.ofSeconds(8),
                List.of(new Wheel(20, Colour.RED), new Wheel(21, Colour.GREEN)),
                3));
  }

  @Test
  void a_field_may_be_missing_and_a_list_of_one_needs_no_brackets() {
    assertThat(
            YamlFile.parse(
                "cart.yml",
                "owners-name: Ada\nload: null\nwheels: { size-in-inches: 1 }",
                Cart.class))
        .isEqualTo(new Cart("Ada", null, List.of(new Wheel(1, null)), 0));
  }

  @Test
  void a_file_is_called_by_its_name_without_the_folder() throws Exception {
    Path file = folder.resolve("cart.yml");
    Files.writeString(file, CART);
    assertThat(YamlFile.read(file, Cart.class).ownersName()).isEqualTo("Ada");

    Files.writeString(file, CART.replace("Ada", "' '"));
    assertInvalid(() -> YamlFile.read(file, Cart.class))
        .hasMessageStartingWith("cart.yml, owners-name: is missing or blank");
  }

  @Test
  void a_file_that_does_not_exist_is_not_invalid_but_missing() {
    Path file = folder.resolve("none.yml");
    assertThatThrownBy(() -> YamlFile.read(file, Cart.class))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void an_unknown_field_is_rejected_by_its_name() {
    assertInvalid(() -> cart(CART + "horses: 2\n"))
        .hasMessageMatching("cart\\.yml, line \\d+, horses: Unrecognized property \"horses\".*");
    assertInvalid(() -> cart(CART.replace("owners-name", "ownersName")))
        .hasMessageMatching("cart\\.yml, line \\d+, ownersName: Unrecognized property .*");
  }

  @Test
  void a_value_of_the_wrong_kind_is_rejected_with_its_place() {
    assertInvalid(() -> cart(CART.replace("21", "big")))
        .hasMessageStartingWith("cart.yml, line 5, wheels[1].size-in-inches: ")
        .hasMessageContaining("big");
    assertInvalid(() -> cart(CART.replace("GREEN", "blue")))
        .hasMessageStartingWith("cart.yml, line 5, wheels[1].colour: ");
  }

  @Test
  void a_duration_that_is_none_is_rejected_in_words() {
    assertInvalid(() -> cart(CART.replace("8s", "8")))
        .hasMessage(
            "cart.yml, line 2, patience: is \"8\" and must be a duration such as 250ms, 8s or 2m");
    assertInvalid(() -> cart(CART.replace("8s", "100%s")))
        .hasMessageContaining("patience: is \"100%s\" and must be");
  }

  @Test
  void text_that_is_no_yaml_is_rejected_with_its_line() {
    assertInvalid(() -> cart("load: 1\nwheels: [\n")).hasMessageStartingWith("cart.yml, line ");
  }

  @Test
  void violations_name_the_field_and_the_bound() {
    assertInvalid(() -> cart(CART.replace("21", "41")))
        .hasMessage("cart.yml, wheels[1].size-in-inches: must be 40 or less");
    assertThat(cart(CART.replace("21", "40")).wheels().getLast().sizeInInches()).isEqualTo(40);
  }

  @Test
  void all_violations_are_told_in_order() {
    assertInvalid(() -> cart(CART.replace("21", "0").replace("Ada", "''").replace("8s", "3m")))
        .hasMessage(
            """
            cart.yml, owners-name: is missing or blank
            cart.yml, patience: must be from 1s to 2m
            cart.yml, wheels[1].size-in-inches: must be 1 or more\
            """);
  }

  @Test
  void nothing_is_not_a_record() {
    assertInvalid(() -> cart("")).hasMessage("cart.yml is empty.");
    assertInvalid(() -> cart(" \n\t ")).hasMessage("cart.yml is empty.");
    assertInvalid(() -> cart("null")).hasMessage("cart.yml says nothing.");
  }

  @Test
  void a_part_is_converted_and_checked_likewise() {
    var wheel = JsonMapper.shared().createObjectNode().put("size-in-inches", 20);
    assertThat(YamlFile.convert("cart.yml, wheels", wheel, Wheel.class))
        .isEqualTo(new Wheel(20, null));

    assertInvalid(
            () -> YamlFile.convert("part", wheel.deepCopy().put("colour", "blue"), Wheel.class))
        .hasMessageStartingWith("part, colour: ");
    assertInvalid(
            () -> YamlFile.convert("part", wheel.deepCopy().put("size-in-inches", 0), Wheel.class))
        .hasMessage("part, size-in-inches: must be 1 or more");
    assertInvalid(() -> YamlFile.convert("part", JsonMapper.shared().nullNode(), Wheel.class))
        .hasMessage("part says nothing.");
  }

  @Test
  void a_tree_is_a_mapping() {
    assertThat(YamlFile.tree("cart.yml", CART).path("wheels").path(1).path("colour").asString())
        .isEqualTo("GREEN");
    assertThat(YamlFile.tree("cart.yml", "anything: goes").path("anything").asString())
        .isEqualTo("goes");

    assertInvalid(() -> YamlFile.tree("cart.yml", "- one"))
        .hasMessage("cart.yml must be a mapping.");
    assertInvalid(() -> YamlFile.tree("cart.yml", "")).hasMessage("cart.yml must be a mapping.");
    assertInvalid(() -> YamlFile.tree("cart.yml", "a: [\n"))
        .hasMessageStartingWith("cart.yml, line ");
  }

  private static Cart cart(String text) {
    return YamlFile.parse("cart.yml", text, Cart.class);
  }

  private static AbstractThrowableAssert<?, ?> assertInvalid(ThrowingCallable read) {
    return assertThatThrownBy(read).isInstanceOf(InvalidYaml.class);
  }
}
