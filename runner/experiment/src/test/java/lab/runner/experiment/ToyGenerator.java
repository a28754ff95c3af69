package lab.runner.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A load generator for the engine's tests that follows a script in its settings, line by line:
 * {@code say TEXT}, {@code ask WHAT OF…} (ends with the error if refused), {@code distrust WHY},
 * {@code die}, {@code hang}. At the end it reports {@code values} as measured.
 */
final class ToyGenerator {
  private static final JsonMapper JSON = new JsonMapper();

  private final BufferedReader answers =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private long asked;

  private ToyGenerator() {}

  /** The command that starts it. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        ToyGenerator.class.getName());
  }

  public static void main(String... args) throws IOException {
    if (!args[0].equals("run")) {
      System.err.println("a toy: " + List.of(args));
      System.exit(64);
    }
    Plan plan = JSON.readValue(Files.readAllBytes(Path.of(args[1])), Plan.class);
    new ToyGenerator().play(plan.settings());
  }

  private void play(JsonNode settings) throws IOException {
    Wire.tell(System.out, new Event.Started(System.currentTimeMillis()));
    for (JsonNode line : settings.path("script")) {
      String[] words = line.asString().split(" ", 2);
      switch (words[0]) {
        case "say" -> Wire.tell(System.out, new Event.Step(words[1]));
        case "ask" -> ask(words[1].split(" ", -1));
        case "distrust" -> {
          Wire.tell(System.out, new Event.Distrusted(words[1]));
          return;
        }
        case "die" -> {
          System.err.println("last words");
          System.exit(70);
        }
        case "hang" -> {
          while (answers.readLine() != null) {}
          System.exit(71);
        }
        default -> throw new IllegalArgumentException(line.asString());
      }
    }
    Map<String, Double> values = new HashMap<>();
    settings.path("values").forEachEntry((name, value) -> values.put(name, value.asDouble()));
    Wire.tell(System.out, new Event.Measured(values));
  }

  private void ask(String... words) throws IOException {
    var what = Event.What.valueOf(words[0]);
    List<String> of = List.of(words).subList(1, words.length);
    Wire.tell(System.out, new Event.Ask(++asked, what, of));
    Answer answer = Wire.read(answers.readLine(), Answer.class);
    if (answer.id() != asked) {
      throw new IllegalStateException("an answer to another question");
    }
    if (answer.error() != null) {
      System.err.println(answer.error());
      System.exit(70);
    }
    Wire.tell(System.out, new Event.Step("answered " + answer.values()));
  }
}
