package lab.runner.experiment;

/** The experiment could not be carried through: its health is unknown, and this is why. */
public final class ExperimentTrouble extends Exception {
  private static final long serialVersionUID = 1L;

  /** For this reason, in words. */
  public ExperimentTrouble(String message) {
    super(message);
  }
}
