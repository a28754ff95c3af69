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
import org.jspecify.annotations.Nullable;

/**
 * One run at a time on a lab that nobody keeps: the command that has it holds the lock of a file,
 * which the operating system takes from it when it is gone, however it went. What it has done is in
 * a note beside it, so that the next command that takes the lab, or {@link #settle}, undoes it.
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
   * Takes the lab for this process, and puts back what the last left.
   *
   * @param folder of the lab's state
   * @param name of the lab among those of the folder
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
    told.accept(left.get().ticket().words() + " went away without a word: putting the lab back");
    var remaining = new Changes(left.get().changes(), _ -> {}).undo(lab, told);
    var _ = note.settle();
    return remaining;
  }

  /** Puts back what a command left that is gone; does nothing while one has the lab. */
  public static void settle(Path folder, String name, Hands lab, Consumer<String> told)
      throws IOException, InterruptedException {
    var channel = locked(folder, name);
    if (channel.isPresent()) {
      try (var _ = channel.get()) {
        undo(note(folder, name), lab, told).forEach(told);
      }
    }
  }

  /** Who has the lab, or went away without putting it back. */
  public static Optional<Seen> look(Path folder, String name) throws IOException {
    var content = note(folder, name).read();
    if (content.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Seen(content.get().ticket(), isLocked(folder, name)));
  }

  /**
   * What a note tells.
   *
   * @param lives whether the command is still there
   */
  public record Seen(RunTicket ticket, boolean lives) {}

  /** Looked at with a shared lock, so that two who look do not take each other for a run. */
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

  /** Tried again, for somebody may just be looking. */
  private static Optional<FileChannel> locked(Path folder, String name)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            file(folder, name, "lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int i = 0; i < TRIES; i++) {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
      Thread.sleep(BETWEEN_MILLIS);
    }
    channel.close();
    return Optional.empty();
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

  /** Notes what is done from now on, on disk. */
  public Changes changes() {
    return new Changes(RunNote.NONE, this::keep);
  }

  /** What is written for this run if it cannot do so itself. */
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

  /** Gives the lab back. */
  @Override
  public synchronized void close() throws IOException {
    note.delete();
    channel.close();
  }
}
