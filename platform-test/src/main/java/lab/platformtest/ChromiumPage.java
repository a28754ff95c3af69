package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page in a browser of its own, driven from outside over the Chrome DevTools Protocol: the page
 * need not know that it is being tested.
 */
public final class ChromiumPage implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Process browser;
  private final HttpClient client;
  private final WebSocket socket;
  private final Answers answers;
  private final AtomicInteger ids = new AtomicInteger();

  private ChromiumPage(Process browser, HttpClient client, WebSocket socket, Answers answers) {
    this.browser = browser;
    this.client = client;
    this.socket = socket;
    this.answers = answers;
  }

  static ChromiumPage of(Process browser, Path portFile, URI url, String... scripts)
      throws IOException, InterruptedException {
    try {
      var client = HttpClient.newHttpClient();
      var answers = new Answers();
      var socket =
          client
              .newWebSocketBuilder()
              .buildAsync(debugger(client, port(portFile)), answers)
              .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
              .join();
      var page = new ChromiumPage(browser, client, socket, answers);
      page.say("Page.enable", Map.of());
      for (String script : scripts) {
        page.say("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
      }
      page.say("Page.navigate", Map.of("url", url.toString()));
      return page;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      browser.destroyForcibly();
      throw e;
    }
  }

  private static int port(Path file) {
    return Awaitility.await()
        .atMost(BOUND)
        .until(
            () -> Files.exists(file) ? Files.readAllLines(file) : List.<String>of(),
            lines -> lines.size() > 1)
        .stream()
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  private static URI debugger(HttpClient client, int port)
      throws IOException, InterruptedException {
    var list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (JsonNode target : JSON.readTree(client.send(list, BodyHandlers.ofString()).body())) {
      if (target.path("type").asString().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asString());
      }
    }
    throw new AssertionError("Chromium has no page");
  }

  /**
   * The value of a JavaScript expression in the page; of a promise, its result.
   *
   * @throws AssertionError if it throws
   */
  public JsonNode evaluate(String expression) {
    var answer =
        say(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    assertThat(answer.path("exceptionDetails")).as(expression).isEmpty();
    return answer.path("result").path("value");
  }

  /** The text of the first element that the selector finds, if it is visible; else empty. */
  public String text(String selector) {
    return evaluate(
            "(e => e?.checkVisibility() ? e.innerText : '')(document.querySelector(%s))"
                .formatted(quoted(selector)))
        .asString();
  }

  /** Clicks like a mouse. */
  public void click(String selector) {
    evaluate("document.querySelector(%s).click()".formatted(quoted(selector)));
  }

  /** Sets the size of the window, in CSS pixels. */
  public void resize(int width, int height) {
    say(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Sets the user's preference, {@code light} or {@code dark}. */
  public void colours(String scheme) {
    say(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  private JsonNode say(String method, Map<String, Object> parameters) {
    int id = ids.incrementAndGet();
    var answer = answers.awaiting(id);
    var message = Map.of("id", id, "method", method, "params", parameters);
    socket.sendText(JSON.writeValueAsString(message), true).join();
    JsonNode said = answer.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(said.path("error")).as(method).isEmpty();
    return said.path("result");
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    browser.destroyForcibly().onExit().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Passes each response to its caller; events are ignored. */
  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();

    CompletableFuture<JsonNode> awaiting(int id) {
      return awaited.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = JSON.readTree(text.toString());
        text.setLength(0);
        var asked = awaited.remove(message.path("id").asInt(0));
        if (asked != null) {
          asked.complete(message);
        }
      }
      socket.request(1);
      return null;
    }
  }
}
