package lab.runner.experiment;

/** What became of the text's claim, with the measured figure in words. */
public sealed interface ClaimVerdict {
  /** In either arm. */
  record Holds(String measured) implements ClaimVerdict {}

  /** In the treatment arm only. */
  record HoldsWhen(String condition, String measured) implements ClaimVerdict {}

  /** In some of the arms. */
  record HoldsWith(String arms, String measured) implements ClaimVerdict {}

  /** Not even in the treatment arm. */
  record Refuted(String measured) implements ClaimVerdict {}

  /** The run does not tell. */
  record CannotBeTestedHere(String reason, String measured) implements ClaimVerdict {}

  String measured();

  default String words() {
    return switch (this) {
      case Holds _ -> "holds";
      case HoldsWhen(String condition, _) -> "holds when " + condition;
      case HoldsWith(String arms, _) -> "holds with " + arms;
      case Refuted _ -> "refuted";
      case CannotBeTestedHere(String reason, _) -> "cannot be tested here: " + reason;
    };
  }
}
