package lab.queuetracker.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lab.platform.web.Problem;
import lab.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Answers requests to a WebSocket's path that are no valid handshake: with 426 and how to ask (RFC
 * 9110, sections 7.8 and 15.5.22), or, if only the key is wrong, with 400 (RFC 6455, section
 * 4.2.1).
 */
@Component
final class SocketHandshake implements HandshakeInterceptor {
  private static final String VERSION = "Sec-WebSocket-Version";
  private static final String SUPPORTED = "13";
  private static final String KEY = "Sec-WebSocket-Key";

  /** 16 bytes in base64. */
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

  private static final Problem UPGRADE_REQUIRED =
      Problem.of(426, "upgrade-required", "Upgrade required")
          .detail("This path requires a WebSocket handshake: a GET over HTTP/1.1.")
          .field(HttpHeaders.UPGRADE)
          .bound("Connection: Upgrade, Upgrade: websocket, " + VERSION + ": " + SUPPORTED);

  private static final Problem INVALID_KEY =
      Problem.of(400, "invalid-key", "Invalid WebSocket key")
          .detail(KEY + " must be given once, as 16 bytes in base64.")
          .field(KEY)
          .bound("16 bytes in base64");

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
    HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
    if (!isUpgrade(asked)) {
      answer.setHeader(HttpHeaders.UPGRADE, "websocket");
      answer.setHeader(HttpHeaders.CONNECTION, "Upgrade");
      answer.setHeader(VERSION, SUPPORTED);
      Problems.write(UPGRADE_REQUIRED, answer);
      return false;
    }
    var keys = values(asked, KEY);
    if (keys.size() != 1 || !NONCE.matcher(keys.getFirst()).matches()) {
      Problems.write(INVALID_KEY, answer);
      return false;
    }
    return true;
  }

  private static boolean isUpgrade(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && !request.getProtocol().equals("HTTP/1.0") // which has no upgrade
        && tokens(request, HttpHeaders.CONNECTION).anyMatch("upgrade"::equalsIgnoreCase)
        && "websocket"
            .equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE)) // Spring accepts no list
        && values(request, VERSION).equals(List.of(SUPPORTED));
  }

  private static Stream<String> tokens(HttpServletRequest request, String field) {
    return values(request, field).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip);
  }

  private static List<String> values(HttpServletRequest request, String field) {
    return Collections.list(request.getHeaders(field)).stream().map(String::strip).toList();
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {
    // nothing is left to do
  }
}
