package lab.runner.run;

import java.util.Optional;

/** The process of a command, told apart from a later process with the same pid. */
final class Client {
  private final Optional<ProcessHandle> process;
  private final boolean hasCommand;

  Client(long pid) {
    process = ProcessHandle.of(pid);
    hasCommand = hasCommand();
  }

  /** A process that has died but has not been reaped (a zombie) no longer has a command. */
  private boolean hasCommand() {
    return process.flatMap(handle -> handle.info().command()).isPresent();
  }

  /** Whether it is alive, as far as can be seen from here. */
  boolean lives() {
    return process.isEmpty() || (process.get().isAlive() && (hasCommand() || !hasCommand));
  }

  /** Ends its child processes: if a command hangs, its load generator still runs. */
  void endWhatItStarted() {
    process
        .filter(ProcessHandle::isAlive)
        .ifPresent(handle -> handle.descendants().forEach(ProcessHandle::destroyForcibly));
  }
}
