package lab.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeNameTest {
  @Test
  void is_the_service_and_its_number_without_project_and_network() {
    assertThat(NodeName.of("lab-url-shortener-1.lab_default", "url-shortener"))
        .contains("url-shortener-1");
    assertThat(NodeName.of("url-shortener-12.lab_default.", "url-shortener"))
        .contains("url-shortener-12");
    assertThat(NodeName.of("lab_url-shortener_2", "url-shortener")).contains("url-shortener_2");
    assertThat(NodeName.of("Lab-API-3.net", "api.example.org")).contains("api-3");
  }

  @Test
  void is_found_though_the_project_has_the_services_name() {
    assertThat(NodeName.of("api-api-1.api_default", "api")).contains("api-1");
  }

  @Test
  void is_not_found_in_the_name_of_another() {
    assertThat(NodeName.of("lab-gateway-1.lab_default", "url-shortener")).isEmpty();
    assertThat(NodeName.of("lab-mydb-1.lab_default", "db")).isEmpty();
    assertThat(NodeName.of("host-7.url-shortener.example", "url-shortener")).isEmpty();
    assertThat(NodeName.of("", "url-shortener")).isEmpty();
  }

  @Test
  void is_fit_for_a_metric() {
    assertThat(NodeName.of("url-shortener-\"}\n1", "url-shortener")).isEmpty();
    assertThat(NodeName.of("url-shortener-" + "1".repeat(60), "url-shortener")).isEmpty();
  }
}
