package lab.runner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import lab.runner.lab.Hands;
import org.jspecify.annotations.Nullable;

/**
 * Ensures one run at a time on a lab without a runner, such as one of containers. The command that
 * has the lab holds a file lock, which the operating system releases when the process ends, however
 * it ends. What the command has done is recorded in a note beside the lock file, so that the next
 * command that takes the lab, or {@link #settle}, can undo it.
 */
public final class RunLock implements AutoCloseable {
  private static final int TRIES = 5;
  private static final long BETWEEN_MILLIS = 50;

  private final FileChannel channel;
  private final RunNote note;
  private RunNote.Content content;

  private RunLock(FileChannel channel, RunNote note, RunTicket ticket) {
    this.channel = channel;
    this.note = note;
    content = new RunNote.Content(ticket, null, RunNote.NONE);
  }

  /**
   * Takes the lab for this process, after undoing what the last command left.
   *
   * @param folder with the lab's state
   * @param name of the lab, as several may share the folder
   * @throws RunRefused naming the command that has it
   */
  public static RunLock take(
      Path folder, String name, String what, boolean ownsNodes, Hands lab, Consumer<String> told)
      throws IOException, InterruptedException {
    FileChannel channel = locked(folder, name).orElseThrow(() -> refusal(folder, name));
    try {
      var note = note(folder, name);
      undo(note, lab, told).forEach(told);
      long pid = ProcessHandle.current().pid();
      String id = UUID.randomUUID().toString();
      var lock = new RunLock(channel, note, new RunTicket(id, what, pid, Instant.now(), ownsNodes));
      note.write(lock.content);
      return lock;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Undoes what a command left that is gone; returns what could not be undone. */
  private static List<String> undo(RunNote note, Hands lab, Consumer<String> told)
      throws IOException {
    var left = note.read();
    if (left.isEmpty()) {
      return List.of();
    }
    told.accept(left.get().ticket().words() + " ended without restoring the lab: restoring it now");
    var remaining = new Changes(left.get().changes(), _ -> {}).undo(lab, told);
    var _ = note.settle();
    return remaining;
  }

  /** Undoes what a command left that is gone; does nothing while a command has the lab. */
  public static void settle(Path folder, String name, Hands lab, Consumer<String> told)
      throws IOException, InterruptedException {
    var channel = locked(folder, name);
    if (channel.isPresent()) {
      try (var _ = channel.get()) {
        undo(note(folder, name), lab, told).forEach(told);
      }
    }
  }

  /** The command that has the lab, or that went away without restoring it. */
  public static Optional<Seen> look(Path folder, String name) throws IOException {
    var content = note(folder, name).read();
    if (content.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Seen(content.get().ticket(), isLocked(folder, name)));
  }

  /**
   * What the note says.
   *
   * @param lives whether the command is still running
   */
  public record Seen(RunTicket ticket, boolean lives) {}

  /** Checks with a shared lock, so that two concurrent checks do not take each other for a run. */
  private static boolean isLocked(Path folder, String name) throws IOException {
    Path file = file(folder, name, "lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    }
  }

  /** Retries, as another process may just be checking with its shared lock. */
  private static Optional<FileChannel> locked(Path folder, String name)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            file(folder, name, "lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isLocked = false;
    try {
      for (int i = 0; i < TRIES && !isLocked; i++) {
        if (i > 0) {
          Thread.sleep(BETWEEN_MILLIS);
        }
        @Nullable FileLock lock = channel.tryLock();
        isLocked = lock != null;
      }
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
    return isLocked ? Optional.of(channel) : Optional.empty();
  }

  private static RunRefused refusal(Path folder, String name) {
    try {
      return RunRefused.taken(look(folder, name).map(seen -> seen.ticket().words()));
    } catch (IOException e) {
      return RunRefused.taken(Optional.empty());
    }
  }

  private static RunNote note(Path folder, String name) {
    return new RunNote(file(folder, name, "json"));
  }

  private static Path file(Path folder, String name, String extension) {
    return folder.resolve("run-%s.%s".formatted(name, extension));
  }

  /** Records on disk what is done from now on. */
  public Changes changes() {
    return new Changes(RunNote.NONE, this::keep);
  }

  /** Sets what is written for this run if it cannot write its result itself. */
  public synchronized void will(Will will) throws IOException {
    content = new RunNote.Content(content.ticket(), will, content.changes());
    note.write(content);
  }

  private synchronized void keep(Changes.Kept changes) {
    content = new RunNote.Content(content.ticket(), content.will(), changes);
    try {
      note.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Releases the lab. */
  @Override
  public synchronized void close() throws IOException {
    note.delete();
    channel.close();
  }
}
