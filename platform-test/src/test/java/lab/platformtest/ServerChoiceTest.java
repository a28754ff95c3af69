package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {
  private final TestServers.Servers containers = new NoServers();
  private final TestServers.Servers embedded = new NoServers();
  private final List<String> told = new ArrayList<>();

  @Test
  void an_explicit_choice_is_obeyed_whether_an_engine_answers_or_not() {
    assertThat(choice(true).choose("embedded")).isSameAs(embedded);
    assertThat(choice(false).choose("Containers")).isSameAs(containers);
    assertThat(told)
        .containsExactly(
            "Test servers: embedded (as -Dlab.test.servers=embedded says)",
            "Test servers: containers (as -Dlab.test.servers=containers says)");
  }

  @Test
  void auto_takes_containers_where_an_engine_answers() {
    assertThat(choice(true).choose("auto")).isSameAs(containers);
    assertThat(choice(false).choose("auto")).isSameAs(embedded);
    assertThat(told)
        .containsExactly(
            "Test servers: containers (a Docker engine answers)",
            "Test servers: embedded (no Docker engine answers)");
  }

  @Test
  void without_images_auto_falls_back_to_the_embedded_servers_and_says_why() {
    assertThat(choiceWithoutImages().choose("auto")).isSameAs(embedded);
    assertThat(told)
        .containsExactly("Test servers: embedded (a Docker engine answers, but: No image.)");
  }

  @Test
  void without_images_an_error_names_the_switch() {
    assertThatThrownBy(() -> choiceWithoutImages().choose("containers"))
        .hasMessage("No image. The same tests run without Docker: -Dlab.test.servers=embedded");
    assertThat(told).isEmpty();
  }

  @Test
  void anything_else_is_refused() {
    assertThatThrownBy(() -> choice(true).choose("docker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lab.test.servers is embedded, containers or auto, not docker");
  }

  private ServerChoice choice(boolean engineAnswers) {
    return new ServerChoice(() -> engineAnswers, () -> containers, () -> embedded, told::add);
  }

  private ServerChoice choiceWithoutImages() {
    return new ServerChoice(
        () -> true,
        () -> {
          throw new ContainersUnavailableException("No image.", new IllegalStateException());
        },
        () -> embedded,
        told::add);
  }

  /** Only which of the two was chosen matters here. */
  private static final class NoServers implements TestServers.Servers {
    @Override
    public PostgresUnderTest postgres() {
      throw new UnsupportedOperationException();
    }

    @Override
    public RedisUnderTest redis() {
      throw new UnsupportedOperationException();
    }

    @Override
    public KafkaUnderTest kafka() {
      throw new UnsupportedOperationException();
    }
  }
}
