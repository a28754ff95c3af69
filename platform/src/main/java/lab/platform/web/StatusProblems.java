package lab.platform.web;

/** Problems of HTTP itself, for when nothing more specific is known. */
final class StatusProblems {
  private static final String UNSUPPORTED_CODING = "unsupported-content-encoding";

  private StatusProblems() {}

  /** The body is compressed or otherwise encoded. */
  static Problem unsupportedCoding() {
    return Problem.of(415, UNSUPPORTED_CODING, "Unsupported content encoding")
        .detail("The body must be sent as it is, without a Content-Encoding.")
        .field("Content-Encoding")
        .bound("identity");
  }

  static boolean isUnsupportedCoding(Problem problem) {
    return problem.type().equals(UNSUPPORTED_CODING);
  }

  static Problem of(int status) {
    return switch (status) {
      case 404 ->
          Problem.of(404, "not-found", "Not found").detail("There is nothing at this path.");
      case 405 ->
          Problem.of(405, "method-not-allowed", "Method not allowed")
              .detail(
                  "This path does not take that method; the Allow header names those it takes.");
      case 406 ->
          Problem.of(406, "not-acceptable", "Not acceptable")
              .detail("This path answers with application/json.")
              .field("Accept")
              .bound("application/json");
      case 413 -> Problem.of(413, "body-too-large", "Body too large");
      case 415 ->
          Problem.of(415, "unsupported-media-type", "Unsupported media type")
              .detail("The body must be application/json.")
              .field("Content-Type")
              .bound("application/json");
      default ->
          status >= 500
              ? Problem.of(status, "internal-error", "Internal error")
              : Problem.of(status, "bad-request", "Bad request")
                  .detail("The request is not valid HTTP for this path.");
    };
  }
}
