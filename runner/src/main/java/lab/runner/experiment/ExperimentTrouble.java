package lab.runner.experiment;

/** The experiment could not be carried through: its health is unknown, and this is why. */
final class ExperimentTrouble extends Exception {
  private static final long serialVersionUID = 1L;

  ExperimentTrouble(String message) {
    super(message);
  }
}
