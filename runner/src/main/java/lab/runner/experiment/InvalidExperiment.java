package lab.runner.experiment;

/**
 * An experiment's file says something that cannot be run; the message names the key and the bound.
 */
public final class InvalidExperiment extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Naming the key and the bound. */
  public InvalidExperiment(String message) {
    super(message);
  }
}
