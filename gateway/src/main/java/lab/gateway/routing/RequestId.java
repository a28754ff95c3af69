package lab.gateway.routing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id of one client request, the same on each try, so that an instance can tell a retry from a
 * second request. It is always generated here, whatever the client sends (Envoy uses a header of
 * this name for it): two requests may have the same correlation id, but never the same request id.
 */
final class RequestId {
  static final String HEADER = "X-Request-Id";
  static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** Sixteen hex digits. */
  static String of(ServerWebExchange exchange) {
    return (String) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, _ -> make());
  }

  private static String make() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
