package lab.gateway.problem;

import java.time.Duration;
import lab.platform.web.Problem;
import org.springframework.util.unit.DataSize;

/** The gateway's own error responses. None contains an exception's text. */
public final class GatewayProblems {
  private GatewayProblems() {}

  public static Problem noInstance(String service) {
    return of("no-instance", 503, "No instance", "No instance of " + service + " is available.");
  }

  public static Problem saturated(String service) {
    return of("saturated", 503, "Too busy", "All connections to " + service + " are in use.");
  }

  public static Problem stopping() {
    return of("stopping", 503, "Stopping", "This gateway is stopping. Connect again.");
  }

  public static Problem tooManyLive(int bound) {
    return of(
        "too-many-live",
        503,
        "Too many live connections",
        "There are " + bound + " live connections, the most allowed.");
  }

  public static Problem tooManyOfClient(int bound) {
    return of(
        "too-many-of-client",
        429,
        "Too many live connections",
        "A client may have at most " + bound + " live connections.");
  }

  public static Problem socketRefused(int status) {
    return of(
        "socket-refused",
        status,
        "WebSocket refused",
        "The instance did not accept the WebSocket.");
  }

  public static Problem refused(String service) {
    return of("refused", 502, "Bad gateway", "An instance of " + service + " refused to connect.");
  }

  public static Problem unreachable(String service) {
    return of(
        "unreachable",
        504,
        "Gateway time-out",
        "No connection to " + service + " was established in time.");
  }

  public static Problem broken(String service) {
    return of("broken", 502, "Bad gateway", "An instance of " + service + " broke off.");
  }

  public static Problem timeout(String service, Duration bound) {
    return of(
        "timeout",
        504,
        "Gateway time-out",
        service + " did not answer within " + bound.toMillis() + " ms.");
  }

  public static Problem bodyTooLarge(DataSize bound) {
    return of(
        "body-too-large",
        413,
        "Body too large",
        "A request's body may have at most " + bound.toBytes() + " bytes.");
  }

  public static Problem bodyTooSlow(Duration bound) {
    return of(
        "body-too-slow",
        408,
        "Body too slow",
        "The request's body did not arrive within " + bound.toMillis() + " ms.");
  }

  public static Problem uriTooLong(DataSize bound) {
    return of(
        "uri-too-long",
        414,
        "URI too long",
        "A request line may have at most " + bound.toBytes() + " bytes.");
  }

  public static Problem headersTooLarge(DataSize bound) {
    return of(
        "headers-too-large",
        431,
        "Header fields too large",
        "The header fields may have at most " + bound.toBytes() + " bytes, line ends included.");
  }

  public static Problem malformed() {
    return of("malformed", 400, "Malformed request", "This is not a well-formed HTTP request.");
  }

  public static Problem versionNotSupported() {
    return of(
        "version-not-supported",
        505,
        "HTTP version not supported",
        "The gateway speaks HTTP/1.1 and HTTP/1.0.");
  }

  public static Problem methodNotImplemented(String method) {
    return of(
        "method-not-implemented",
        501,
        "Method not implemented",
        "The gateway does not support " + method + ".");
  }

  public static Problem transferCodingNotImplemented() {
    return of(
        "transfer-coding-not-implemented",
        501,
        "Transfer coding not implemented",
        "Transfer-Encoding may be chunked, once, and nothing else.");
  }

  public static Problem expectationFailed() {
    return of(
        "expectation-failed",
        417,
        "Expectation failed",
        "The gateway supports no expectation except 100-continue.");
  }

  public static Problem oneHost() {
    return of("one-host", 400, "Not one host", "A request must have one Host field, and only one.");
  }

  public static Problem invalidHost() {
    return of(
        "invalid-host",
        400,
        "Invalid host",
        "Host must be a name or an address, with an optional port.");
  }

  public static Problem malformedTarget() {
    return of(
        "malformed-target",
        400,
        "Malformed target",
        "The request target must be a path that begins with '/', or an http URI.");
  }

  public static Problem malformedPath(String fault) {
    return of("malformed-path", 400, "Malformed path", "The path is malformed. " + fault);
  }

  public static Problem malformedQuery(String fault) {
    return of("malformed-query", 400, "Malformed query", "The query is malformed. " + fault);
  }

  public static Problem foreignPage() {
    return of(
        "foreign-page",
        403,
        "Foreign page",
        "A page from another site may not change anything here (Sec-Fetch-Site, Origin).");
  }

  public static Problem unsafePath() {
    return of("unsafe-path", 400, "Unsafe path", "A path may have no '.' or '..' segment.");
  }

  public static Problem notFound() {
    return of("not-found", 404, "Not found", "The gateway has no route for this path.");
  }

  public static Problem upgradeRequired() {
    return of(
        "upgrade-required",
        426,
        "Upgrade required",
        "This path requires a WebSocket handshake, version 13: a GET over HTTP/1.1.");
  }

  public static Problem invalidKey() {
    return of(
        "invalid-key",
        400,
        "Invalid WebSocket key",
        "Sec-WebSocket-Key must be given once, as 16 bytes in base64.");
  }

  public static Problem internal() {
    return of("internal", 500, "Internal error", "The gateway failed. The failure was logged.");
  }

  private static Problem of(String type, int status, String title, String detail) {
    return Problem.of(status, type, title).detail(detail);
  }
}
