package lab.runner.experiment;

/** The verdict on a text's claim, with the measured figures in words. */
public sealed interface ClaimVerdict {
  /** It holds in every arm that it is about. */
  record Holds(String measured) implements ClaimVerdict {}

  /** It holds in some of them. */
  record HoldsWith(String arms, String measured) implements ClaimVerdict {}

  /** It holds in none of them. */
  record Refuted(String measured) implements ClaimVerdict {}

  /** The run does not allow a verdict. */
  record CannotBeTestedHere(String reason, String measured) implements ClaimVerdict {}

  /** The measured figures, in words. */
  String measured();

  /** The verdict for people. */
  default String words() {
    return switch (this) {
      case Holds _ -> "holds";
      case HoldsWith(String arms, _) -> "holds with " + arms;
      case Refuted _ -> "refuted";
      case CannotBeTestedHere(String reason, _) -> "cannot be tested here: " + reason;
    };
  }

  /** The verdict for programs, as in {@code result.json}. */
  default String word() {
    return switch (this) {
      case Holds _ -> "holds";
      case HoldsWith _ -> "holds-with";
      case Refuted _ -> "refuted";
      case CannotBeTestedHere _ -> "untested";
    };
  }
}
