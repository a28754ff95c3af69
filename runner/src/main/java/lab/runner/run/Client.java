package lab.runner.run;

import java.util.Optional;

/** The process of a command, which must not be mistaken for a later one with its pid. */
final class Client {
  private final Optional<ProcessHandle> process;
  private final boolean hasCommand;

  Client(long pid) {
    process = ProcessHandle.of(pid);
    hasCommand = hasCommand();
  }

  /** One that died and that nobody has reaped has no command any more. */
  private boolean hasCommand() {
    return process.flatMap(handle -> handle.info().command()).isPresent();
  }

  /** Whether it is there, as far as can be seen from here. */
  boolean lives() {
    return process.isEmpty() || (process.get().isAlive() && (hasCommand() || !hasCommand));
  }

  /** A command that hangs has a load generator that does not. */
  void endWhatItStarted() {
    process
        .filter(ProcessHandle::isAlive)
        .ifPresent(handle -> handle.descendants().forEach(ProcessHandle::destroyForcibly));
  }
}
