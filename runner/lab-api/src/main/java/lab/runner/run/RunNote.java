package lab.runner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The run that has the lab, recorded on disk. If the runner dies together with the run, the next
 * one finds the note here and executes the run's will.
 */
public final class RunNote {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /** The content of the file. */
  record Content(RunTicket ticket, @Nullable Will will, Changes.Kept changes) {}

  static final Changes.Kept NONE = new Changes.Kept(Map.of(), Set.of());

  public RunNote(Path file) {
    this.file = file;
  }

  void write(RunTicket ticket, @Nullable Will will) throws IOException {
    write(new Content(ticket, will, NONE));
  }

  void write(Content content) throws IOException {
    Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "run", ".tmp");
    Files.write(next, JSON.writeValueAsBytes(content));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Its content, if it has any. */
  Optional<Content> read() throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Content.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) { // written by another version of the lab
      delete();
      return Optional.empty();
    }
  }

  /**
   * Executes the will of a run that was left behind, if there is one; returns the ticket of that
   * run.
   */
  public Optional<RunTicket> settle() throws IOException {
    var left = read();
    if (left.isPresent()) {
      Will will = left.get().will();
      if (will != null) {
        will.execute();
      }
      delete();
    }
    return left.map(Content::ticket);
  }
}
