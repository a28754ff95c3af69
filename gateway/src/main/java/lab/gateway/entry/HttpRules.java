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
 * The rules of HTTP/1.1 and HTTP/1.0 that a request must satisfy (RFC 9110 and 9112), beyond those
 * that Netty checks while decoding.
 */
final class HttpRules {
  private static final int AROUND_A_FIELD = 4; // colon, space and line end

  private final LimitProperties limits;

  HttpRules(LimitProperties limits) {
    this.limits = limits;
  }

  /** What is wrong with a request that Netty could not decode. */
  Problem undecodable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> GatewayProblems.uriTooLong(limits.requestLine());
      case TooLongHttpHeaderException _ -> GatewayProblems.headersTooLarge(limits.headers());
      default -> GatewayProblems.malformed();
    };
  }

  /**
   * Normalises the request's target and host, so that it can be routed by them.
   *
   * @throws ProblemException if the gateway does not accept the request
   */
  void apply(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    boolean isOld = version.compareTo(HttpVersion.HTTP_1_1) < 0;
    if (version.majorVersion() != 1) {
      throw new ProblemException(GatewayProblems.versionNotSupported());
    }
    if (!isOld) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1); // ours, whatever the minor version
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

  /** RFC 9112, section 6.1. Netty makes sure that a body's end is given in one way only. */
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

  /** RFC 9112, section 3.2: exactly one valid host; the target's host, if it has one, wins. */
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
