package lab.runner.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lab.runner.descriptor.Descriptor.Step;
import lab.runner.descriptor.Placeholders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the requests of a training, for many users concurrently, so that the JIT compilers see what
 * is hot. A request that fails is no problem: it trains the error path.
 */
public final class Exercise {
  private static final int USERS = 60;
  private static final int READ_MILLIS = 2_000;
  private static final String NOT_KEPT = "0";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String address;

  /**
   * @param address of the gateway, {@code host:port}
   */
  public Exercise(String address) {
    this.address = address;
  }

  /** Sends the requests of every user to every service; users are independent of each other. */
  public void run(List<List<Step>> services) {
    IntStream.rangeClosed(1, USERS)
        .parallel()
        .forEach(user -> services.forEach(steps -> run(user, steps)));
  }

  private void run(int user, List<Step> steps) {
    var known = new HashMap<String, String>();
    known.put("user", String.valueOf(user));
    for (Step step : steps) {
      String response = "";
      for (int i = 0; i < (step.times() == null ? 1 : step.times()); i++) {
        response = send(step, known);
      }
      if (step.keep() != null) {
        known.put(step.keep(), field(response, step.keep()));
      }
    }
  }

  private static String field(String response, String name) {
    try {
      JsonNode json = JSON.readTree(response);
      return json.path(name).asString(NOT_KEPT);
    } catch (JacksonException e) {
      return NOT_KEPT;
    }
  }

  private String send(Step step, Map<String, String> known) {
    String[] request = filled(step.send(), known).split(" ", 2);
    String body = step.body() == null ? null : filled(step.body().toString(), known);
    try {
      return send(request[0], URI.create("http://" + address + request[1]), body);
    } catch (IOException e) {
      return "";
    }
  }

  private static String filled(String text, Map<String, String> known) {
    return Placeholders.replace(text, name -> Optional.ofNullable(known.get(name)));
  }

  private static String send(String method, URI to, @Nullable String body) throws IOException {
    var connection = (HttpURLConnection) to.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestMethod(method);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (var out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = connection.getResponseCode();
    try (var answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
