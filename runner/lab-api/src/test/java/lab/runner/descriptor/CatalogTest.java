package lab.runner.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.yaml.InvalidYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final String HELLO =
      """
      description: Says hello.
      memory: 200m
      example: curl ${gateway.url}/api/hello
      color: blue
      routes:
        hello: { paths: /api/hello, timeout: 5s }
      training:
        requests:
          - { send: GET /api/hello }
      """;

  @TempDir private Path project;

  private void write(String service, String yaml) throws IOException {
    Files.writeString(
        Files.createDirectories(project.resolve(service)).resolve("service.yml"), yaml);
  }

  @Test
  void every_folder_with_a_descriptor_is_a_service_in_the_order_of_names() throws IOException {
    write("world", HELLO.replace("hello:", "world:"));
    write("hello", HELLO);
    Files.createDirectories(project.resolve("docs"));

    var catalog = Catalog.of(project);

    assertThat(catalog.services()).extracting(Service::name).containsExactly("hello", "world");
    assertThat(catalog.named("hello"))
        .hasValueSatisfying(hello -> {
          assertThat(hello.descriptor().stores()).isEmpty();
          assertThat(hello.descriptor().onDemand()).isFalse();
          assertThat(hello.descriptor().settings()).isEmpty();
          assertThat(hello.descriptor().routes().get("hello").paths())
              .containsExactly("/api/hello");
        });
  }

  @Test
  void the_services_of_this_project_are_valid() throws IOException {
    assertThat(Catalog.of(Path.of("..", "..")).byDefault()).isNotEmpty();
  }

  @Test
  void a_service_on_demand_does_not_start_by_default() throws IOException {
    write("hello", HELLO + "on-demand: true\n");

    assertThat(Catalog.of(project).byDefault()).isEmpty();
  }

  @Test
  void an_invalid_value_is_refused_with_file_field_and_bound() throws IOException {
    refused(HELLO.replace("200m", "lots"), "hello/service.yml, memory: must be as in 288m");
    refused(
        HELLO.replace("5s", "soon"),
        "hello/service.yml, routes[hello].timeout: must be as in 500ms or 5s");
    refused(
        HELLO.replace("GET /api", "FETCH api"),
        "hello/service.yml, training.requests[0].send: must be a method and a path, as in GET"
            + " /things");
    refused(HELLO.replace("memory", "memroy"), "memroy");
    refused("", "hello/service.yml is empty.");
    refused(HELLO + "stores: [oracle]\n", "oracle");
    refused(
        HELLO + "topologies: { small: { instances: 10 } }\n",
        "hello/service.yml, topologies[small].instances: must be 9 or less");
  }

  private void refused(String yaml, String message) throws IOException {
    write("hello", yaml);
    assertThatThrownBy(() -> Catalog.of(project))
        .isInstanceOf(InvalidYaml.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_route_has_one_owner() throws IOException {
    write("hello", HELLO);
    write("hello-again", HELLO);

    assertThatThrownBy(() -> Catalog.of(project))
        .hasMessage("hello and hello-again both have a route 'hello'.");
  }

  @Test
  void a_service_cannot_have_the_name_of_another_node() throws IOException {
    for (String name : new String[] {"redis", "gateway", "monitor"}) {
      write(name, HELLO);
      assertThatThrownBy(() -> Catalog.of(project)).hasMessageContaining(name);
      Files.delete(project.resolve(name).resolve("service.yml"));
    }
    write("Hello", HELLO);
    assertThatThrownBy(() -> Catalog.of(project)).hasMessageContaining("small letters");
  }
}
