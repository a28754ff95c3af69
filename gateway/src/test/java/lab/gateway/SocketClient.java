package lab.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser's end of a WebSocket, using the JDK's client: it records everything it receives. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int MILLIS = 20_000;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final AtomicInteger large = new AtomicInteger();
  private final boolean reads;
  private final WebSocket socket;
  private final StringBuilder text = new StringBuilder();

  private SocketClient(Gateway gateway, boolean reads, String... protocols) {
    this.reads = reads;
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    if (protocols.length > 0) {
      builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
    }
    URI uri = URI.create("ws://127.0.0.1:" + gateway.port() + "/ws/queues");
    this.socket = builder.buildAsync(uri, this).join();
  }

  static SocketClient connect(Gateway gateway, String... protocols) {
    return new SocketClient(gateway, true, protocols);
  }

  /** One that does not read until {@link #readAll}. */
  static SocketClient slow(Gateway gateway) {
    return new SocketClient(gateway, false);
  }

  /** The status with which a handshake is refused. */
  static int refusal(Gateway gateway, String... protocols) {
    try (SocketClient _ = connect(gateway, protocols)) {
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  WebSocket socket() {
    return socket;
  }

  void say(String message) {
    socket.sendText(message, true).join();
  }

  String hear() throws InterruptedException {
    String next = received.poll(MILLIS, TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new AssertionError("Nothing came");
    }
    return next;
  }

  String ask(String question) throws InterruptedException {
    say(question);
    return hear();
  }

  /** {@code 1012 why}, or {@code broken}. */
  String awaitClose() throws Exception {
    return closed.get(MILLIS, TimeUnit.MILLISECONDS);
  }

  boolean isClosed() {
    return closed.isDone();
  }

  int large() {
    return large.get();
  }

  void readAll() {
    socket.request(Long.MAX_VALUE);
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reads) {
      opened.request(Long.MAX_VALUE);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      received.add(text.toString());
      text.setLength(0);
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    if (last) {
      large.incrementAndGet();
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    received.add("ping " + StandardCharsets.UTF_8.decode(message.duplicate()));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    received.add("pong " + StandardCharsets.UTF_8.decode(message));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete((status + " " + reason).strip());
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete("broken");
  }

  @Override
  public void close() {
    socket.abort();
  }
}
