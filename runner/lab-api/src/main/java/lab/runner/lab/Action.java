package lab.runner.lab;

/** The faults that a node can have. */
public enum Action {
  KILL,
  STOP,
  PAUSE,
  DISCONNECT
}
