package lab.loadtest.readwrite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import lab.loadtest.gatling.Reply;
import lab.loadtest.ledger.Findings;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import tools.jackson.databind.JsonNode;

/** Toys of a colour, on a server that responds as its script says. */
final class ToyThings implements Resource, AutoCloseable {
  /** A request as the server saw it: {@code POST /toys key-1 {"colour":"red"}}. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  /** The response to it: {@code 201 {"id":"1","colour":"red"}}. */
  volatile Function<String, String> script = _ -> "500 no";

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  final HttpClient client = HttpClient.newHttpClient();

  ToyThings() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String whole = key == null ? request : request + " " + key + " " + body;
      seen.add(whole);
      String[] answer = script.apply(whole).split(" ", 2);
      byte[] bytes = answer[1].getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static String json(String id, String colour) {
    return "{\"id\":\"%s\",\"colour\":\"%s\"}".formatted(id, colour);
  }

  @Override
  public Findings.Words words() {
    return new Findings.Words("toys", "keys used twice", "toys of another colour");
  }

  @Override
  public String path() {
    return "/toys";
  }

  @Override
  public String content(String run, long number) {
    return "colour " + number;
  }

  @Override
  public Map<String, ?> body(String colour) {
    return Map.of("colour", colour);
  }

  @Override
  public String id(JsonNode made) {
    return made.path("id").asString("");
  }

  @Override
  public boolean isMade(JsonNode made, String colour) {
    return !id(made).isEmpty() && made.path("colour").asString("").equals(colour);
  }

  @Override
  public String path(String id) {
    return "/toys/" + id;
  }

  @Override
  public boolean isRead(Reply.Answer answer, Read asked) {
    return isMade(answer.json(), asked.content());
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.stop(0);
    workers.close();
  }
}
