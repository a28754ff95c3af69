package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.Experiment.Action;
import lab.runner.experiment.Experiment.Arm;
import lab.runner.experiment.Experiment.Attempts;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Load;
import lab.runner.experiment.Experiment.Measure;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Experiment.Tolerances;
import tools.jackson.databind.JsonNode;

/** Reads {@code experiments/<name>.yml}. What it does not know, it does not let pass. */
public final class ExperimentFile {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private ExperimentFile() {}

  /**
   * Reads a file and checks it, its short form too.
   *
   * @param shortForm with what the file's {@code short} section overrides
   * @throws InvalidExperiment naming the file, the key and the bound
   */
  public static Experiment read(Path file, boolean shortForm) throws IOException {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    try {
      return parse(name, Files.readString(file), shortForm);
    } catch (InvalidExperiment e) {
      throw new InvalidExperiment(file + ": " + e.getMessage());
    }
  }

  static Experiment parse(String name, String yaml, boolean shortForm) {
    ExperimentTree tree = ExperimentTree.parse(yaml, "load", "faults");
    Experiment full = experiment(name, tree.full());
    // Read in either case: a wrong short form is found before somebody demonstrates with it.
    Experiment shortened = experiment(name, tree.shortened());
    return shortForm ? shortened : full;
  }

  private static Experiment experiment(String name, JsonNode tree) {
    Section file = new Section("", tree);
    Load load = load(file.section("load"));
    Experiment experiment =
        new Experiment(
            name,
            file.text("title"),
            claim(file.section("claim")),
            file.text("hypothesis"),
            file.text("topology"),
            file.has("needs") ? file.texts("needs") : List.of(),
            arms(file),
            load,
            faults(file, load),
            tolerances(file.section("tolerances")));
    file.done();
    return experiment;
  }

  private static Claim claim(Section claim) {
    Claim read =
        new Claim(
            claim.text("id"),
            claim.text("text"),
            claim.text("source"),
            claim.choice("measure", Measure.class),
            claim.duration("below", Duration.ofMillis(1), HOUR));
    claim.done();
    return read;
  }

  private static List<Arm> arms(Section file) {
    List<Arm> arms = new ArrayList<>();
    for (Section section : file.sections("arms")) {
      Map<String, Map<String, String>> configure = new LinkedHashMap<>();
      if (section.has("configure")) {
        Section kinds = section.section("configure");
        kinds.keys().forEach(kind -> configure.put(kind, kinds.properties(kind)));
      }
      Role role = section.choice("role", Role.class);
      arms.add(new Arm(section.text("name"), role, section.text("means"), configure));
      section.done();
    }
    long controls = arms.stream().filter(arm -> arm.role() == Role.CONTROL).count();
    if (arms.size() != 2 || controls != 1) {
      throw file.wrong("arms", "must be one arm with role control and one with role treatment");
    }
    return arms;
  }

  private static Load load(Section load) {
    Load read =
        new Load(
            load.number("rate", 1, 20_000),
            load.duration("warmUp", Duration.ofMillis(500), Duration.ofMinutes(10)),
            load.duration("duration", Duration.ofSeconds(1), HOUR),
            (int) load.count("links", 1, 1_000_000),
            load.number("zipf", 0, 5),
            (int) load.count("readsPerWrite", 0, 1_000_000),
            load.duration("timeout", Duration.ofMillis(10), MINUTE),
            load.duration("late", Duration.ofMillis(1), Duration.ofSeconds(10)),
            load.count("seed", 0, Long.MAX_VALUE));
    load.done();
    return read;
  }

  private static List<Fault> faults(Section file, Load load) {
    List<Fault> faults = new ArrayList<>();
    for (Section section : file.sections("faults")) {
      Target target = target(section);
      Action action = section.choice("fault", Action.class);
      Duration at = section.duration("at", NONE, load.duration());
      Duration lift = section.has("lift") ? section.duration("lift", at, load.duration()) : null;
      section.done();
      faults.add(new Fault(target, action, at, lift));
    }
    return faults;
  }

  private static Target target(Section section) {
    boolean named = section.has("node");
    if (named == section.has("kind")) {
      throw section.wrong("node", "or kind (with an optional role) must be given, not both");
    }
    if (named) {
      return new Target.Named(section.text("node"));
    }
    return new Target.Selected(section.text("kind"), section.text("role", ""));
  }

  private static Tolerances tolerances(Section section) {
    Attempts attempts = null;
    if (section.has("attempts")) {
      Section asked = section.section("attempts");
      attempts =
          new Attempts(
              asked.duration("after", NONE, MINUTE), asked.count("atMost", 0, Long.MAX_VALUE));
      asked.done();
    }
    Tolerances read =
        new Tolerances(
            section.count("failedReads", 0, Long.MAX_VALUE),
            section.count("failedWrites", 0, Long.MAX_VALUE),
            section.duration("slow", Duration.ofMillis(1), MINUTE),
            section.duration("quiet", Duration.ofMillis(100), MINUTE),
            section.duration("recovery", NONE, HOUR),
            section.duration("p99During", Duration.ofMillis(1), MINUTE),
            section.count("controlFails", 1, Long.MAX_VALUE),
            attempts);
    section.done();
    return read;
  }
}
