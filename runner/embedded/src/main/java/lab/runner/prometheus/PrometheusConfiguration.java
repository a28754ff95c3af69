package lab.runner.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.servers.install.Installation;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus' configuration, as files in a folder of the lab: the same jobs, by name, as in the
 * containers' {@code prometheus/prometheus.yml}, and the same rules.
 *
 * @param folder in which {@code prometheus.yml}, {@code targets/} and {@code rules/} are written
 */
record PrometheusConfiguration(Path folder) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The targets are in separate files, because Prometheus notices changes of those by itself. */
  private static final String YAML =
      """
      # Made by ./lab up; changes here are lost.
      global:
        scrape_interval: 5s
        scrape_timeout: 4s
        evaluation_interval: 5s
      rule_files: [rules/*.yml]
      scrape_configs:
        - job_name: services # their own `instance` is the node's name
          metrics_path: /actuator/prometheus
          honor_labels: true
          file_sd_configs: [{ files: [targets/services.json] }]
        - job_name: monitor
          file_sd_configs: [{ files: [targets/monitor.json] }]
      """;

  /** One target with the label that names it, in the format of {@code file_sd_configs}. */
  private record Target(List<String> targets, Map<String, String> labels) {
    static Target of(String name, String address) {
      return new Target(List.of(address), Map.of("instance", name));
    }
  }

  Path file() {
    return folder.resolve("prometheus.yml");
  }

  /**
   * Writes all files anew.
   *
   * @param services where each instance serves {@code /actuator}, by its name
   * @param monitor where the runner serves {@code /metrics}
   * @param rules a folder of rules; it need not exist
   */
  void write(Map<String, String> services, String monitor, Path rules) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file(), YAML);
    var targets = new ArrayList<Target>();
    services.forEach((name, address) -> targets.add(Target.of(name, address)));
    Path found = Files.createDirectories(folder.resolve("targets"));
    Files.write(found.resolve("services.json"), JSON.writeValueAsBytes(targets));
    Files.write(
        found.resolve("monitor.json"),
        JSON.writeValueAsBytes(List.of(Target.of("monitor", monitor))));
    copyRules(rules);
  }

  /** Copies the rules, because Prometheus may run as a user who cannot read the sources. */
  private void copyRules(Path rules) throws IOException {
    Path copies = folder.resolve("rules");
    Installation.delete(copies);
    Files.createDirectories(copies);
    if (!Files.isDirectory(rules)) {
      return;
    }
    try (var files = Files.newDirectoryStream(rules, "*.yml")) {
      for (Path file : files) {
        Files.copy(file, copies.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
