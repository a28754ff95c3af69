package lab.runner.experiment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.Experiment.Role;
import lab.runner.lab.Action;
import lab.yaml.Span;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The content of an experiment's file, before the workload has been asked what it can measure. The
 * fields are those of {@link Experiment}.
 *
 * @param settings of the workload, for every arm
 * @param demo what the demo shows, in a sentence or two; null if this is not the demo
 */
public record ExperimentDocument(
    @NotBlank String title,
    @NotBlank String hypothesis,
    @NotBlank String topology,
    List<String> needs,
    @Nullable String demo,
    @NotEmpty List<@Valid Claim> claims,
    @NotBlank String workload,
    @Nullable JsonNode settings,
    List<@Valid Fault> faults,
    @Nullable @Valid Effect effect,
    @NotEmpty List<@Valid Arm> arms) {

  public ExperimentDocument {
    needs = needs == null ? List.of() : List.copyOf(needs);
    claims = claims == null ? List.of() : List.copyOf(claims);
    faults = faults == null ? List.of() : List.copyOf(faults);
    arms = arms == null ? List.of() : List.copyOf(arms);
  }

  /**
   * A claim, with exactly one of {@code at-most}, {@code at-least} and {@code below} as its bound.
   */
  public record Claim(
      @NotBlank String id,
      @NotBlank String text,
      @NotBlank String source,
      @NotBlank String measure,
      @Nullable JsonNode atMost,
      @Nullable JsonNode atLeast,
      @Nullable JsonNode below,
      @Nullable List<String> of,
      @Nullable String otherwise) {}

  /** A fault of either a named node, or of a kind and optionally a role. */
  record Fault(
      @Nullable String node,
      @Nullable String kind,
      @Nullable String role,
      @NotNull Action fault,
      @NotNull @Span(max = "60m") Duration at,
      @Nullable @Span(max = "60m") Duration lift) {}

  record Effect(
      @NotNull @Span(min = "1ms", max = "1m") Duration slow,
      @NotNull @Span(min = "100ms", max = "1m") Duration quiet,
      @Nullable @Span(max = "1m") Duration ejected) {}

  record Arm(
      @NotBlank String name,
      @NotNull Role role,
      @NotBlank String means,
      Map<String, Map<String, String>> configure,
      List<String> without,
      @Nullable JsonNode settings,
      @NotEmpty Map<String, JsonNode> expect) {
    public Arm {
      configure = configure == null ? Map.of() : Map.copyOf(configure);
      without = without == null ? List.of() : List.copyOf(without);
      expect = expect == null ? Map.of() : new java.util.LinkedHashMap<>(expect);
    }
  }
}
