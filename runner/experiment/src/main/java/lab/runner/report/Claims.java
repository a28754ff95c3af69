package lab.runner.report;

import java.util.List;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Experiment.Claim;

/** The claims of texts, one card each. */
final class Claims {
  private Claims() {}

  /** Claims with their verdicts. */
  static String judged(List<Claim> claims, List<ClaimVerdict> verdicts) {
    StringBuilder cards = new StringBuilder();
    for (int i = 0; i < claims.size(); i++) {
      ClaimVerdict verdict = verdicts.get(i);
      String found =
          "<p class=\"word\">%s</p><p>Measured: %s</p>"
              .formatted(Html.escape(verdict.words()), Html.figures(verdict.measured()));
      cards.append(card(style(verdict), claims.get(i), found));
    }
    return cards.toString();
  }

  /** Claims that have no verdict yet. */
  static String open(List<Claim> claims) {
    StringBuilder cards = new StringBuilder();
    claims.forEach(claim -> cards.append(card("text", claim, "")));
    return cards.toString();
  }

  private static String card(String style, Claim claim, String found) {
    return """
    <div class="card %s">
    <h2>What the text claims</h2>
    <blockquote>“%s”</blockquote>
    <p class="note">%s</p>
    %s
    </div>
    """
        .formatted(style, Html.escape(claim.text()), Html.escape(claim.source()), found);
  }

  private static String style(ClaimVerdict verdict) {
    return switch (verdict) {
      case ClaimVerdict.Holds _, ClaimVerdict.HoldsWith _ -> "pass";
      case ClaimVerdict.Refuted _ -> "fail";
      case ClaimVerdict.CannotBeTestedHere _ -> "unknown";
    };
  }
}
