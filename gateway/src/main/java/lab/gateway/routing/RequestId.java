package lab.gateway.routing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.web.server.ServerWebExchange;

/**
 * One name for one request of a client, the same on each try, so that an instance can tell a second
 * try of what another has done from a second request. It is made here, whatever the client says
 * (Envoy has a header of this name for it): two clients may have the same notion of a correlation
 * id, but no two requests are one.
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
