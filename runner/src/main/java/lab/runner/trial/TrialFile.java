package lab.runner.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.ExperimentTree;
import lab.runner.experiment.InvalidExperiment;
import lab.runner.experiment.Section;
import lab.runner.trial.TrialExperiment.Arm;
import lab.runner.trial.TrialExperiment.Claim;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an {@code experiments/<name>.yml} with a {@code trial}; strictly. */
public final class TrialFile {
  private static final double MOST = 1e12;

  private final Section file;
  private final JsonNode tree;

  private TrialFile(JsonNode tree) {
    this.tree = tree;
    this.file = new Section("", tree);
  }

  /** Whether the file is one for this reader. */
  public static boolean isOne(Path file) throws IOException {
    return ExperimentTree.has(Files.readString(file), "trial");
  }

  /**
   * Reads a file and checks it, its short form too.
   *
   * @param shortForm with what the file's {@code short} section overrides
   * @throws InvalidExperiment naming the file, the key and the bound
   */
  public static TrialExperiment read(Path file, boolean shortForm) throws IOException {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    try {
      return parse(name, Files.readString(file), shortForm);
    } catch (InvalidExperiment e) {
      throw new InvalidExperiment(file + ": " + e.getMessage());
    }
  }

  static TrialExperiment parse(String name, String yaml, boolean shortForm) {
    ExperimentTree tree = ExperimentTree.parse(yaml, "settings", "arms");
    TrialExperiment full = new TrialFile(tree.full()).experiment(name);
    TrialExperiment shortened = new TrialFile(tree.shortened()).experiment(name);
    return shortForm ? shortened : full;
  }

  private TrialExperiment experiment(String name) {
    List<Arm> arms = arms();
    Set<String> names = new LinkedHashSet<>();
    arms.forEach(arm -> names.add(arm.name()));
    TrialExperiment experiment =
        new TrialExperiment(
            name,
            file.text("title"),
            file.text("hypothesis"),
            file.text("topology"),
            file.has("needs") ? file.texts("needs") : List.of(),
            file.sections("claims").stream().map(claim -> claim(claim, arms, names)).toList(),
            arms);
    file.done();
    return experiment;
  }

  private List<Arm> arms() {
    List<Arm> arms = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Role> roles = new HashSet<>();
    int i = 0;
    for (Section section : file.sections("arms")) {
      Arm arm = arm(section, tree.path("arms").path(i++).path("settings"), arms);
      if (!names.add(arm.name())) {
        throw section.wrong("name", "is \"" + arm.name() + "\", as another arm's is");
      }
      roles.add(arm.role());
      arms.add(arm);
    }
    if (roles.size() != 2) {
      throw file.wrong("arms", "must have one with role control and one with role treatment");
    }
    return arms;
  }

  private Arm arm(Section section, JsonNode own, List<Arm> before) {
    section.has("settings");
    Map<String, Map<String, String>> configure = new LinkedHashMap<>();
    if (section.has("configure")) {
      Section kinds = section.section("configure");
      kinds.keys().forEach(kind -> configure.put(kind, kinds.properties(kind)));
    }
    Trial trial = trial(own);
    Arm arm =
        new Arm(
            section.text("name"),
            section.choice("role", Role.class),
            section.text("means"),
            configure,
            section.has("without") ? section.texts("without") : List.of(),
            section.has("expect") ? expect(section.section("expect"), trial, before) : Map.of(),
            trial);
    section.done();
    if (arm.expect().isEmpty()) {
      throw section.wrong("expect", "is missing: nothing would be judged");
    }
    return arm;
  }

  /** The arm's own settings are laid over those of all arms. */
  private Trial trial(JsonNode own) {
    file.has("settings");
    JsonNode common = tree.path("settings");
    JsonNode all = own.isObject() ? ExperimentTree.merged(common, own) : common;
    Section settings = new Section("settings", all);
    Trial trial = file.choice("trial", Trials.class).with(settings);
    settings.done();
    return trial;
  }

  private static Map<String, Bound> expect(Section section, Trial trial, List<Arm> before) {
    Map<String, Bound> expect = new LinkedHashMap<>();
    for (String measure : section.keys()) {
      known(section, measure, trial, measure);
      Section bound = section.section(measure);
      String peer = bound.has("times") ? bound.text("times") : null;
      if (peer != null && before.stream().noneMatch(arm -> arm.name().equals(peer))) {
        throw bound.wrong("times", "is \"" + peer + "\" and must be an arm that runs before");
      }
      expect.put(measure, bound(bound, peer));
      bound.done();
    }
    return expect;
  }

  private static void known(Section section, String key, Trial trial, String measure) {
    List<String> names = trial.measures().stream().map(Measure::name).toList();
    if (!names.contains(measure)) {
      throw section.wrong(
          key, "names nothing that this trial measures; it measures " + String.join(", ", names));
    }
  }

  private static Bound bound(Section section, @Nullable String peer) {
    if (section.has("atMost") == section.has("atLeast")) {
      throw section.wrong("atMost", "or atLeast must be given, not both");
    }
    return section.has("atMost")
        ? new Bound(Bound.Kind.AT_MOST, section.number("atMost", 0, MOST), peer)
        : new Bound(Bound.Kind.AT_LEAST, section.number("atLeast", 0, MOST), peer);
  }

  private static Claim claim(Section section, List<Arm> arms, Set<String> names) {
    String measure = section.text("measure");
    known(section, "measure", arms.getFirst().trial(), measure);
    Set<String> of = section.has("of") ? new LinkedHashSet<>(section.texts("of")) : names;
    if (!names.containsAll(of)) {
      throw section.wrong("of", "must name arms: " + String.join(", ", names));
    }
    Claim claim =
        new Claim(
            section.text("id"),
            section.text("text"),
            section.text("source"),
            measure,
            bound(section, null),
            of,
            section.has("otherwise") ? section.text("otherwise") : null);
    section.done();
    return claim;
  }
}
