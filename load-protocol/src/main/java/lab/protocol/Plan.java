package lab.protocol;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the load generator is to do; the content of {@code plan.json}.
 *
 * @param workload the name of the workload
 * @param settings of the workload, which checks them itself
 * @param gateway origin of the lab's gateway, a URI without a path
 * @param slowMillis a correct response slower than this, in milliseconds, is listed with its exact
 *     time
 * @param live where figures are sent while the load runs; null for nowhere
 */
public record Plan(
    String workload, JsonNode settings, URI gateway, long slowMillis, @Nullable Live live) {

  /** The environment variable with the token that is sent along with the live figures. */
  public static final String TOKEN = "LAB_TOKEN";

  /** The name of this file in the folder of a run. */
  public static final String FILE = "plan.json";

  /**
   * Where live figures are sent.
   *
   * @param url receives the figures by PUT every second, in Prometheus' text format
   * @param experiment label of every series
   * @param arm label of every series
   */
  public record Live(URI url, String experiment, String arm) {}

  /**
   * The question before a run: are these settings valid?
   *
   * @param workload the name of the workload
   */
  public record Question(String workload, JsonNode settings) {}

  /**
   * The answer, in the order of the questions.
   *
   * @param load the load in words; null if the settings are invalid
   * @param problem what is wrong with the settings, naming field and bound; null if nothing is
   */
  public record Checked(@Nullable String load, @Nullable String problem) {}
}
