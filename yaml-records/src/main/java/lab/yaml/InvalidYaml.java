package lab.yaml;

/** A file with an invalid value; the message names the file, the field and the bound. */
public class InvalidYaml extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidYaml(String message) {
    super(message);
  }
}
