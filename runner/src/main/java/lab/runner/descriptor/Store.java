package lab.runner.descriptor;

/** A backend that a service stands on. */
public enum Store {
  POSTGRES,
  REDIS,
  KAFKA
}
