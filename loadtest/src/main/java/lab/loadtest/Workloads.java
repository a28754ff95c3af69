package lab.loadtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import lab.protocol.Described;
import lab.protocol.Plan;
import lab.yaml.InvalidYaml;
import lab.yaml.YamlFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The available workloads. */
public final class Workloads {
  private Workloads() {}

  /** All workloads, sorted by name. */
  static List<Workload<?>> all() {
    List<Workload<?>> all = new ArrayList<>();
    ServiceLoader.load(Workload.class).forEach(all::add);
    all.sort(Comparator.comparing(Workload::name));
    return all;
  }

  /**
   * The workload of this name.
   *
   * @throws InvalidYaml if there is none
   */
  static Workload<?> named(String name) {
    List<Workload<?>> all = all();
    return all.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InvalidYaml(
                "workload is \"%s\" and must be one of %s"
                    .formatted(
                        name, all.stream().map(Workload::name).collect(Collectors.joining(", ")))));
  }

  static List<Described> described() {
    return all().stream()
        .map(each -> new Described(each.name(), each.operations(), each.measures()))
        .toList();
  }

  static Plan.Checked checked(Plan.Question question) {
    try {
      return new Plan.Checked(load(named(question.workload()), question.settings()), null);
    } catch (InvalidYaml e) {
      return new Plan.Checked(null, e.getMessage());
    }
  }

  private static <S> String load(Workload<S> workload, @Nullable JsonNode settings) {
    return workload.load(settings(workload, settings));
  }

  /**
   * A workload's settings; if none are given, they are read as empty.
   *
   * @throws InvalidYaml naming the field and the bound
   */
  public static <S> S settings(Workload<S> workload, @Nullable JsonNode given) {
    JsonNode settings =
        given == null || given.isNull() ? JsonMapper.shared().createObjectNode() : given;
    return YamlFile.convert("settings", settings, workload.settings());
  }
}
