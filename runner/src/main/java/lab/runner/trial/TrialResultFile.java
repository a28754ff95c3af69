package lab.runner.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runner.trial.TrialResult.Measured;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code result.json} of an experiment with a trial. */
public final class TrialResultFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private TrialResultFile() {}

  static void write(TrialResult result, Path file) throws IOException {
    Files.writeString(file, text(result));
  }

  /** What a run writes. */
  public static String text(TrialResult result) {
    return JSON.writeValueAsString(json(result));
  }

  static ObjectNode json(TrialResult result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("experiment", result.experiment().name());
    json.put("short", result.shortForm());
    json.put("startedAt", result.startedAt().toString());
    json.put("command", result.command());
    json.set("machine", JSON.valueToTree(result.machine()));
    json.set("versions", JSON.valueToTree(result.versions()));
    json.put("health", result.health().word());
    json.set("healthReasons", JSON.valueToTree(result.health().reasons()));
    ArrayNode claims = json.putArray("claims");
    for (int i = 0; i < result.claims().size(); i++) {
      TrialExperiment.Claim claim = result.experiment().claims().get(i);
      ObjectNode node = claims.addObject();
      node.put("id", claim.id());
      node.put("text", claim.text());
      node.put("source", claim.source());
      node.put("verdict", result.claims().get(i).words());
      node.put("measured", result.claims().get(i).measured());
    }
    ArrayNode arms = json.putArray("arms");
    result.arms().forEach(arm -> arm(result.experiment(), arm, arms.addObject()));
    return json;
  }

  private static void arm(TrialExperiment experiment, Measured arm, ObjectNode json) {
    json.put("name", arm.arm().name());
    json.put("role", arm.arm().role().name().toLowerCase(java.util.Locale.ROOT));
    json.put("means", arm.arm().means());
    ObjectNode measures = json.putObject("measures");
    for (Measure measure : experiment.measures()) {
      Double value = arm.values().get(measure.name());
      if (value == null) {
        continue;
      }
      ObjectNode node = measures.putObject(measure.name());
      node.put("words", measure.words());
      node.put("unit", measure.unit().name().toLowerCase(java.util.Locale.ROOT));
      node.put("value", value);
      Bound bound = arm.arm().expect().get(measure.name());
      if (bound != null) {
        node.put("expected", bound.words(measure.unit()));
      }
    }
  }
}
