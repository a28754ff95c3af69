package lab.servers.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The process that outlives the launcher by a moment: it knows the pids of all children, and kills
 * them when the pipe from the launcher is closed. If it dies itself, a new one replaces it.
 */
final class Guardian implements AutoCloseable {
  // If the pid leads a process group, the group is killed: what a server forked dies with it.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT
      pids=' '
      while read -r op pid; do
        case $op in
          +) pids="$pids$pid " ;;
          -) case $pids in *" $pid "*) pids="${pids%%" $pid "*} ${pids#*" $pid "}" ;; esac ;;
        esac
      done
      for pid in $pids; do kill -9 "-$pid"; kill -9 "$pid"; done 2>/dev/null
      exit 0
      """;

  private final Set<Long> known = new HashSet<>();
  private boolean closed;
  private Process process;
  private OutputStream pipe;

  Guardian() throws IOException {
    process = begin();
    pipe = process.getOutputStream();
    watch(process);
  }

  private static Process begin() throws IOException {
    List<String> command = new ArrayList<>(Shell.ownSession());
    command.addAll(List.of("/bin/sh", "-c", SCRIPT));
    return ChildEnvironment.give(new ProcessBuilder(command))
        .directory(Path.of("/").toFile())
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  private void watch(Process watched) {
    var _ = watched.onExit().thenRun(this::replaceQuietly);
  }

  private synchronized void replaceQuietly() {
    try {
      if (!closed && !process.isAlive()) {
        replace();
      }
    } catch (IOException e) {
      // The next launch tries again, and fails loudly.
    }
  }

  private void replace() throws IOException {
    process = begin();
    pipe = process.getOutputStream();
    watch(process);
    var all = new StringBuilder();
    known.forEach(pid -> all.append("+ ").append(pid).append('\n'));
    send(all.toString());
  }

  /** Once this call returns, the process cannot outlive the launcher. */
  synchronized void add(long pid) throws IOException {
    known.add(pid);
    try {
      send("+ " + pid + "\n");
    } catch (IOException broken) {
      replace();
    }
  }

  synchronized void remove(long pid) {
    if (known.remove(pid)) {
      try {
        send("- " + pid + "\n");
      } catch (IOException e) {
        replaceQuietly();
      }
    }
  }

  synchronized long pid() {
    return process.pid();
  }

  private void send(String lines) throws IOException {
    pipe.write(lines.getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }

  /** Ends it; the processes it still knows are killed. */
  @Override
  public void close() {
    Process last;
    synchronized (this) {
      closed = true;
      last = process;
      try {
        pipe.close();
      } catch (IOException e) {
        // It is gone already.
      }
    }
    try {
      var _ = last.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
