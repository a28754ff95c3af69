package lab.runner.descriptor;

/** A backend that a service can depend on. */
public enum Store {
  POSTGRES,
  REDIS,
  KAFKA
}
