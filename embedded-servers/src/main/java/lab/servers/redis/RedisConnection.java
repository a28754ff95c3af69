package lab.servers.redis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import lab.servers.process.Loopback;

/**
 * Sends single requests to a Redis server, by the protocol's inline commands. For queries about the
 * server itself; data access uses Lettuce, which would cost the runner 25 MB for a PING.
 */
final class RedisConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 500;

  private final Socket socket = new Socket();
  private final InputStream in;

  /**
   * Connects.
   *
   * @param password empty if none is required
   */
  RedisConnection(int port, String password) throws IOException {
    socket.connect(Loopback.port(port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    if (!password.isEmpty()) {
      send("AUTH " + password);
      String answer = line();
      if (!answer.equals("+OK")) {
        close();
        throw new IOException("Redis does not take the password: " + answer);
      }
    }
  }

  /**
   * The reply to a command whose reply is a status, a number or a bulk string.
   *
   * @throws IOException also when the server answers with an error
   */
  String ask(String command) throws IOException {
    send(command);
    String line = line();
    return switch (line.charAt(0)) {
      case '+', ':' -> line.substring(1);
      case '$' -> bulk(Integer.parseInt(line.substring(1)));
      default -> throw new IOException("Redis answers " + command + " with " + line);
    };
  }

  private void send(String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Redis closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    if (line.isEmpty()) {
      throw new IOException("Redis sent an empty line");
    }
    return line.toString();
  }

  private String bulk(int length) throws IOException {
    var bytes = in.readNBytes(length);
    in.skipNBytes(2);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
