package lab.runner.experiment;

/** The experiment could not be completed, so its health is unknown; the message says why. */
public final class ExperimentTrouble extends Exception {
  private static final long serialVersionUID = 1L;

  /** Trouble for this reason, in words. */
  public ExperimentTrouble(String message) {
    super(message);
  }
}
