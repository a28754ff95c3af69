package lab.loadtest.gatling;

/** What one virtual user requests; each service has its own type. */
public interface Request {
  /** Its kind, one of the workload's operations. */
  String operation();
}
