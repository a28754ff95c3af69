package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lab.runner.experiment.Result.ArmResult;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code result.json}: for programs, and stable, so it is spelled out here field by field.
 */
public final class ResultFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultFile() {}

  /** Writes it; its folder must exist. */
  public static void write(Result result, Path file) throws IOException {
    Files.writeString(file, text(result));
  }

  /** What {@link #write} writes. */
  public static String text(Result result) {
    return JSON.writeValueAsString(json(result));
  }

  static ObjectNode json(Result result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("experiment", result.experiment().name());
    json.put("short", result.shortForm());
    json.put("startedAt", result.startedAt().toString());
    json.put("command", result.command());
    json.set("machine", JSON.valueToTree(result.machine()));
    json.set("versions", JSON.valueToTree(result.versions()));
    json.put("health", result.health().word());
    json.set("healthReasons", JSON.valueToTree(result.health().reasons()));
    ObjectNode claim = json.putObject("claim");
    claim.put("id", result.experiment().claim().id());
    claim.put("text", result.experiment().claim().text());
    claim.put("source", result.experiment().claim().source());
    claim.put("verdict", result.claim().words());
    claim.put("measured", result.claim().measured());
    ArrayNode arms = json.putArray("arms");
    result.arms().forEach(arm -> arm(arm, arms.addObject()));
    json.set("ledger", JSON.valueToTree(result.ledger()));
    return json;
  }

  private static void arm(ArmResult arm, ObjectNode json) {
    json.put("name", arm.arm().name());
    json.put("means", arm.arm().means());
    figures(arm.figures(), json);
    ArrayNode phases = json.putArray("phases");
    for (Result.Phase phase : arm.phases()) {
      ObjectNode node = phases.addObject();
      node.put("name", phase.name());
      figures(phase.figures(), node);
    }
    json.set("faults", JSON.valueToTree(arm.faults()));
    json.put("recoveryMillis", arm.recoveryMillis());
    json.set("traffic", JSON.valueToTree(arm.traffic()));
    json.set("ledger", JSON.valueToTree(arm.ledger()));
    json.put("loadCpuMillis", arm.loadCpuMillis());
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
    json.put("failed", figures.failed());
    json.put("failedReads", figures.failedReads());
    json.put("failedWrites", figures.failedWrites());
    ObjectNode kinds = json.putObject("failedByKind");
    for (Map.Entry<String, Long> kind : figures.failedByKind().entrySet()) {
      kinds.put(kind.getKey(), kind.getValue());
    }
    json.put("p50Millis", figures.p50Millis());
    json.put("p99Millis", figures.p99Millis());
    json.put("p999Millis", figures.p999Millis());
  }
}
