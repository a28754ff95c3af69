package lab.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** An {@link Upstream} in a JVM of its own, which can be killed, paused and restarted. */
public final class UpstreamProcess implements AutoCloseable {
  private static final int FIRST_PORT = 30_000;
  private static final int PORTS = 2_700;
  private static int firstTry = ThreadLocalRandom.current().nextInt(PORTS);

  private final String id;
  private final Class<?> main;
  private final int port;
  private Process process;

  public UpstreamProcess(String id) throws IOException {
    this(id, Upstream.class);
  }

  /** Runs this class instead; its {@code main} takes the id and the port. */
  public UpstreamProcess(String id, Class<?> main) throws IOException {
    this.id = id;
    this.main = main;
    this.port = freePort();
    this.process = launch();
  }

  /**
   * Below the ephemeral range, so that no outgoing connection takes the port of an instance that is
   * down for a moment.
   */
  static synchronized int freePort() throws IOException {
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + (firstTry + i) % PORTS;
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        firstTry += i + 1; // so that no port is returned twice
        return port;
      } catch (BindException taken) {
        // try the next one
      }
    }
    throw new BindException("no free port from " + FIRST_PORT + " on");
  }

  public String id() {
    return id;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it again, on the same port. */
  public void restart() throws IOException {
    process = launch();
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Asks it to stop, which it does after a drain. */
  public void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private Process launch() throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    String classes = System.getProperty("java.class.path");
    Process launched =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dsun.net.httpserver.nodelay=true",
                    "-cp",
                    classes,
                    main.getName(),
                    id,
                    Integer.toString(port)))
            .inheritIO()
            .start();
    await("start of " + id).atMost(Duration.ofMinutes(3)).until(this::accepts);
    return launched;
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
