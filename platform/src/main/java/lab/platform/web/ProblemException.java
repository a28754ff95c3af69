package lab.platform.web;

/**
 * Ends the handling of a request with a {@link Problem}. It is a response, so it has no stack
 * trace.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
