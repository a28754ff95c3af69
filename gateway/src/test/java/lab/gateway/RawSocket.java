package lab.gateway;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A WebSocket written byte by byte, for input that no client library would send. */
final class RawSocket {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private RawSocket() {}

  /** The request of an opening handshake. */
  static String request(String path) {
    return request(path, "Upgrade");
  }

  static String request(String path, String connection) {
    return "GET "
        + path
        + " HTTP/1.1\r\n"
        + "Host: x\r\n"
        + "Connection: "
        + connection
        + "\r\n"
        + "Upgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  /** Opens one, sends these bytes, and returns everything received until the gateway closes. */
  static byte[] say(Gateway gateway, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request("/ws/queues").getBytes(StandardCharsets.ISO_8859_1));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      socket.getOutputStream().write(bytes);
      return in.readAllBytes();
    }
  }
}
