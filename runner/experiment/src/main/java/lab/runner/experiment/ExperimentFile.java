package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lab.protocol.Described;
import lab.protocol.Measure;
import lab.protocol.Plan;
import lab.runner.experiment.Experiment.Arm;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Experiment.Target;
import lab.yaml.InvalidYaml;
import lab.yaml.YamlFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file {@code experiments/<name>.yml}, with its full and its short form. Unknown fields are
 * rejected.
 */
public final class ExperimentFile {
  private static final List<String> MAY_DIFFER = List.of("settings", "faults", "arms");

  private final String file;
  private final String name;
  private final ExperimentDocument full;
  private final ExperimentDocument brief;

  private ExperimentFile(String file, String yaml) {
    this.file = file;
    this.name = file.replaceFirst("\\.ya?ml$", "");
    ObjectNode whole = YamlFile.tree(file, yaml);
    JsonNode overrides = whole.remove("short");
    full = YamlFile.convert(file, whole, ExperimentDocument.class);
    // The short form is always read, so that an error in it is found before somebody uses it for a
    // demonstration.
    brief = overrides == null ? full : brief(whole, overrides);
  }

  private ExperimentDocument brief(ObjectNode whole, JsonNode overrides) {
    for (String key : overrides.propertyNames()) {
      if (!MAY_DIFFER.contains(key)) {
        throw wrong("short", "has " + key + " and may have " + String.join(", ", MAY_DIFFER));
      }
    }
    return YamlFile.convert(
        file + ", short", Trees.laidOver(whole, overrides), ExperimentDocument.class);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidYaml naming the file, the field and the bound
   */
  public static ExperimentFile read(Path file) throws IOException {
    return parse(String.valueOf(file.getFileName()), Files.readString(file));
  }

  static ExperimentFile parse(String file, String yaml) {
    return new ExperimentFile(file, yaml);
  }

  /** The file's name without {@code .yml}. */
  public String name() {
    return name;
  }

  /** The content of the file, in its full form. */
  public ExperimentDocument document() {
    return full;
  }

  /**
   * What {@link #experiment} asks about the settings of the arms, in both forms. Who reads many
   * files can have all their questions answered at once.
   */
  public List<Plan.Question> questions() {
    return Stream.of(full, brief)
        .flatMap(form -> form.arms().stream().map(arm -> question(form, arm)))
        .toList();
  }

  private static Plan.Question question(ExperimentDocument form, ExperimentDocument.Arm arm) {
    return new Plan.Question(form.workload(), settings(form, arm));
  }

  /**
   * The experiment.
   *
   * @param shortForm whether to apply the overrides of the file's {@code short} section
   * @throws InvalidYaml if either form asks for something that its workload does not have
   */
  public Experiment experiment(boolean shortForm, Workloads workloads) throws IOException {
    List<Described> known = workloads.described();
    Described workload =
        known.stream()
            .filter(one -> one.name().equals(full.workload()))
            .findFirst()
            .orElseThrow(() -> wrong("workload", isNone(full.workload(), names(known))));
    workloads.check(questions()); // both forms at once
    Experiment whole = experiment(full, workload, workloads);
    Experiment less = brief.equals(full) ? whole : experiment(brief, workload, workloads);
    return shortForm ? less : whole;
  }

  private static List<String> names(List<Described> workloads) {
    return workloads.stream().map(Described::name).toList();
  }

  private static String isNone(String name, List<String> known) {
    return "is \"%s\" and must be one of %s".formatted(name, String.join(", ", known));
  }

  private Experiment experiment(
      ExperimentDocument document, Described workload, Workloads workloads) throws IOException {
    List<Measure> measures = new ArrayList<>();
    if (!workload.operations().isEmpty()) {
      measures.addAll(Series.measures(workload.operations(), !document.faults().isEmpty()));
    }
    measures.addAll(workload.measures());
    List<Arm> arms = arms(document, measures, workloads);
    if (document.effect() == null && !document.faults().isEmpty()) {
      throw wrong("effect", "is missing: it says how the effect of the faults is told from noise");
    }
    return new Experiment(
        name,
        document.title().strip(),
        document.hypothesis().strip(),
        document.topology(),
        document.needs(),
        claims(document.claims(), measures, arms),
        workload,
        List.copyOf(measures),
        document.faults().stream().map(this::fault).toList(),
        effect(document.effect()),
        arms);
  }

  private List<Arm> arms(ExperimentDocument document, List<Measure> measures, Workloads workloads)
      throws IOException {
    List<Plan.Question> questions =
        document.arms().stream().map(arm -> question(document, arm)).toList();
    List<Plan.Checked> checked = workloads.check(questions);
    List<Arm> arms = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Role> roles = new HashSet<>();
    for (int i = 0; i < document.arms().size(); i++) {
      ExperimentDocument.Arm arm = document.arms().get(i);
      String path = "arms[" + i + "]";
      String load = checked.get(i).load();
      if (load == null) {
        throw new InvalidYaml(
            "%s, arm %s, %s".formatted(file, arm.name(), checked.get(i).problem()));
      }
      Map<String, Bound> expect = expect(path, arm, measures, names);
      if (!names.add(arm.name())) {
        throw wrong(path + ".name", "is \"" + arm.name() + "\", as another arm's is");
      }
      roles.add(arm.role());
      arms.add(
          new Arm(
              arm.name(),
              arm.role(),
              arm.means(),
              arm.configure(),
              arm.without(),
              questions.get(i).settings(),
              load,
              expect));
    }
    if (roles.size() != 2) {
      throw wrong("arms", "must be one with role control at least, and one with role treatment");
    }
    return List.copyOf(arms);
  }

  /** The settings of all arms, overridden by the arm's own. */
  private static JsonNode settings(ExperimentDocument document, ExperimentDocument.Arm arm) {
    JsonNode common = orEmpty(document.settings());
    return arm.settings() == null ? common : Trees.laidOver(common, arm.settings());
  }

  private static JsonNode orEmpty(@Nullable JsonNode node) {
    return node == null ? JsonNodeFactory.instance.objectNode() : node;
  }

  private Map<String, Bound> expect(
      String path, ExperimentDocument.Arm arm, List<Measure> measures, Set<String> before) {
    Map<String, Bound> expect = new LinkedHashMap<>();
    arm.expect()
        .forEach((name, node) -> {
          String where = path + ".expect." + name;
          Bound bound = bound(where, node, measure(where, name, measures));
          if (bound.peer() != null && !before.contains(bound.peer())) {
            throw wrong(
                where + ".times", "is \"" + bound.peer() + "\" and must be an arm before this one");
          }
          expect.put(name, bound);
        });
    return expect;
  }

  private Measure measure(String path, String name, List<Measure> measures) {
    Optional<Measure> found = measures.stream().filter(m -> m.name().equals(name)).findFirst();
    return found.orElseThrow(
        () -> wrong(path, isNone(name, measures.stream().map(Measure::name).toList())));
  }

  private Bound bound(String path, JsonNode node, Measure measure) {
    try {
      return Bound.parse(node, measure);
    } catch (IllegalArgumentException e) {
      throw wrong(path, String.valueOf(e.getMessage()));
    }
  }

  private List<Claim> claims(
      List<ExperimentDocument.Claim> written, List<Measure> measures, List<Arm> arms) {
    Set<String> names = new LinkedHashSet<>();
    arms.forEach(arm -> names.add(arm.name()));
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      ExperimentDocument.Claim claim = written.get(i);
      String path = "claims[" + i + "]";
      Measure measure = measure(path + ".measure", claim.measure(), measures);
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.set("at-most", claim.atMost());
      node.set("at-least", claim.atLeast());
      node.set("below", claim.below());
      node.removeNulls();
      Set<String> of = claim.of() == null ? names : new LinkedHashSet<>(claim.of());
      if (!names.containsAll(of)) {
        throw wrong(path + ".of", "must name arms: " + String.join(", ", names));
      }
      claims.add(
          new Claim(
              claim.id(),
              claim.text().strip(),
              claim.source().strip(),
              measure,
              bound(path, node, measure),
              of,
              claim.otherwise()));
    }
    return List.copyOf(claims);
  }

  private Fault fault(ExperimentDocument.Fault fault) {
    if ((fault.node() == null) == (fault.kind() == null)
        || (fault.node() != null && fault.role() != null)) {
      throw wrong("faults", "must each have a node, or a kind with an optional role, not both");
    }
    if (fault.lift() != null && fault.lift().compareTo(fault.at()) < 0) {
      throw wrong("faults", "must each be lifted after its time, at");
    }
    Target target =
        fault.node() != null
            ? new Target.Named(fault.node())
            : new Target.Selected(
                String.valueOf(fault.kind()), fault.role() == null ? "" : fault.role());
    return new Fault(target, fault.fault(), fault.at(), fault.lift());
  }

  private static @Nullable Effect effect(ExperimentDocument.@Nullable Effect effect) {
    return effect == null
        ? null
        : new Effect(
            effect.slow(),
            effect.quiet(),
            effect.ejected() == null ? java.time.Duration.ZERO : effect.ejected());
  }

  private InvalidYaml wrong(String path, String what) {
    return new InvalidYaml("%s, %s %s".formatted(file, path, what));
  }
}
