package lab.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that keeps its clients waiting for ever (a stream's after the head), and counts them:
 * it keeps reading, so it notices each disconnect.
 */
final class QuietUpstream implements AutoCloseable {
  private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

  private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger waiting = new AtomicInteger();

  QuietUpstream() throws IOException {
    threads.execute(this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many clients wait now. */
  int waiting() {
    return waiting.get();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      String request = in.readLine();
      if (request == null) {
        return;
      }
      if (request.contains("/health")) {
        client.getOutputStream().write((OK + "Content-Length: 0\r\n\r\n").getBytes(US_ASCII));
        return;
      }
      if (request.contains("stream")) {
        String head = OK + "Content-Type: text/event-stream\r\n\r\n:\n\n";
        client.getOutputStream().write(head.getBytes(US_ASCII));
      }
      waitFor(in);
    } catch (IOException e) {
      // gone
    }
  }

  private void waitFor(BufferedReader in) throws IOException {
    waiting.incrementAndGet();
    try {
      while (in.readLine() != null) {}
    } finally {
      waiting.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
