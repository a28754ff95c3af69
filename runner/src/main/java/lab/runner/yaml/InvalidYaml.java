package lab.runner.yaml;

/** A file that says something that cannot be; the message names the file, the field, the bound. */
public class InvalidYaml extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidYaml(String message) {
    super(message);
  }
}
