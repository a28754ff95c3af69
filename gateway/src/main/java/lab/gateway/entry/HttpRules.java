package lab.gateway.entry;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Map;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;

/**
 * What makes a request one of HTTP/1.1, or of HTTP/1.0, that the gateway can take (RFC 9110 and
 * 9112), besides what Netty sees to while it decodes one.
 */
final class HttpRules {
  private static final int AROUND_A_FIELD = 4; // colon, space and line end

  private final LimitProperties limits;

  HttpRules(LimitProperties limits) {
    this.limits = limits;
  }

  /** What was wrong with a request that Netty could not decode. */
  Problem undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> GatewayProblems.uriTooLong(limits.requestLine());
      case TooLongHttpHeaderException _ -> GatewayProblems.headersTooLarge(limits.headers());
      default -> GatewayProblems.malformed();
    };
  }

  /**
   * Gives the request a target and a host that can be routed by.
   *
   * @throws ProblemException if it is none that the gateway takes
   */
  void apply(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    boolean isOld = version.compareTo(HttpVersion.HTTP_1_1) < 0;
    if (version.majorVersion() != 1) {
      throw new ProblemException(GatewayProblems.versionNotSupported());
    }
    if (!isOld) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1); // ours, whatever may come after it
    }
    if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
      throw new ProblemException(GatewayProblems.methodNotImplemented(request.method().name()));
    }
    HttpHeaders headers = request.headers();
    checkSize(headers);
    checkFraming(headers);
    checkExpectation(headers, isOld);
    Target target = Target.of(request.method().name(), request.uri());
    request.setUri(target.uri());
    setHost(headers, target, isOld);
  }

  private void checkSize(HttpHeaders headers) {
    long size = 0;
    for (Map.Entry<String, String> field : headers) {
      size += field.getKey().length() + field.getValue().length() + AROUND_A_FIELD;
    }
    if (size > limits.headers().toBytes()) {
      throw new ProblemException(GatewayProblems.headersTooLarge(limits.headers()));
    }
  }

  /** RFC 9112, section 6.1. That the end of a body is said in one way, Netty sees to. */
  private static void checkFraming(HttpHeaders headers) {
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty()
        && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(String.join(",", codings).strip())) {
      throw new ProblemException(GatewayProblems.transferCodingNotImplemented());
    }
  }

  private static void checkExpectation(HttpHeaders headers, boolean isOld) {
    String expectation = headers.get(HttpHeaderNames.EXPECT);
    if (expectation != null
        && !isOld
        && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation)) {
      throw new ProblemException(GatewayProblems.expectationFailed());
    }
  }

  /** RFC 9112, section 3.2: one, and a valid one; that of the target, if it has one, counts. */
  private static void setHost(HttpHeaders headers, Target target, boolean isOld) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty() && isOld && target.authority() == null) {
      return;
    }
    if (hosts.size() > 1 || (hosts.isEmpty() && !isOld)) {
      throw new ProblemException(GatewayProblems.oneHost());
    }
    if (!hosts.isEmpty() && !Target.isAuthority(hosts.getFirst())) {
      throw new ProblemException(GatewayProblems.invalidHost());
    }
    String host = target.authority() == null ? hosts.getFirst() : target.authority();
    headers.set(
        HttpHeaderNames.HOST, host.endsWith(":") ? host.substring(0, host.length() - 1) : host);
  }
}
