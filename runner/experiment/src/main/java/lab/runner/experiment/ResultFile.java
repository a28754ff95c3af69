package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import lab.protocol.Measure;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Result.ArmResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code result.json}. The format is for programs and stable, so it is spelled out here
 * field by field; its schema is {@code docs/result.schema.json}.
 */
public final class ResultFile {
  /** The name of this file in the folder of a run. */
  public static final String NAME = "result.json";

  /** The version of the format. */
  static final int SCHEMA = 2;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultFile() {}

  /** Writes the file; its folder must exist. */
  public static void write(Result result, Path file) throws IOException {
    Files.writeString(file, text(result));
  }

  /** What {@link #write} writes. */
  public static String text(Result result) {
    return JSON.writeValueAsString(json(result));
  }

  /** Whether the result is of this version. */
  public static boolean isReadable(JsonNode result) {
    return result.path("schema").asInt(0) == SCHEMA;
  }

  static ObjectNode json(Result result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", SCHEMA);
    json.put("experiment", result.experiment().name());
    json.put("title", result.experiment().title());
    json.put("short", result.shortForm());
    json.put("sabotaged", result.sabotaged());
    json.put("startedAt", result.startedAt().toString());
    json.put("command", result.command());
    json.set("machine", JSON.valueToTree(result.machine()));
    json.set("versions", JSON.valueToTree(result.versions()));
    json.put("health", result.health().word());
    json.set("healthReasons", JSON.valueToTree(result.health().reasons()));
    ArrayNode claims = json.putArray("claims");
    for (int i = 0; i < result.claims().size(); i++) {
      claim(result.experiment().claims().get(i), result.claims().get(i), claims.addObject());
    }
    ArrayNode arms = json.putArray("arms");
    result.arms().forEach(arm -> arm(result.experiment(), arm, arms.addObject()));
    return json;
  }

  private static void claim(Claim claim, ClaimVerdict verdict, ObjectNode json) {
    json.put("id", claim.id());
    json.put("text", claim.text());
    json.put("source", claim.source());
    json.put("holds", verdict.word());
    json.put("verdict", verdict.words());
    json.put("measured", verdict.measured());
  }

  private static void arm(Experiment experiment, ArmResult arm, ObjectNode json) {
    json.put("name", arm.arm().name());
    json.put("role", arm.arm().role().name().toLowerCase(Locale.ROOT));
    json.put("means", arm.arm().means());
    json.put("load", arm.arm().load());
    ObjectNode measures = json.putObject("measures");
    for (Measure measure : experiment.measures()) {
      Double value = arm.value(measure.name());
      Bound bound = arm.arm().expect().get(measure.name());
      if (value != null) {
        ObjectNode node = measures.putObject(measure.name());
        node.put("words", measure.words());
        node.put("unit", measure.unit().name().toLowerCase(Locale.ROOT));
        node.put("value", value);
        if (bound != null) {
          node.put("expected", bound.words(measure.unit()));
        }
      }
    }
    json.set("doubts", JSON.valueToTree(arm.doubts()));
    json.set("faults", JSON.valueToTree(arm.faults()));
    ArrayNode seconds = json.putArray("seconds");
    for (Result.Point point : arm.seconds()) {
      ObjectNode node = seconds.addObject();
      node.put("second", point.second());
      figures(point.figures(), node);
    }
  }

  private static void figures(Figures figures, ObjectNode json) {
    json.put("intended", figures.intended());
    json.put("sent", figures.sent());
    json.put("missed", figures.missed());
    json.put("ok", figures.ok());
    json.set("failed", JSON.valueToTree(figures.failed()));
    json.set("failedByKind", JSON.valueToTree(figures.failedByKind()));
    json.put("p50Millis", figures.p50Millis());
    json.put("p99Millis", figures.p99Millis());
    json.put("p999Millis", figures.p999Millis());
  }
}
