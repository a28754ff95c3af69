package lab.servers.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final int WORKERS = 8;

  @TempDir Path temp;

  @Test
  void is_filled_once() throws Exception {
    Path first = Installation.once(temp, "tool", f -> Files.writeString(f.resolve("a"), "1"));
    Path second = Installation.once(temp, "tool", f -> Files.writeString(f.resolve("a"), "2"));

    assertThat(second).isEqualTo(first);
    assertThat(first.resolve("a")).hasContent("1");
  }

  @Test
  void of_concurrent_installations_one_wins_and_all_see_it_complete() throws Exception {
    var barrier = new CyclicBarrier(WORKERS);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var folders =
          IntStream.range(0, WORKERS)
              .mapToObj(worker -> pool.submit(() -> install(worker, barrier)))
              .toList();
      String winner = Files.readString(folders.getFirst().get().resolve("first"));
      for (Future<Path> folder : folders) {
        assertThat(folder.get().resolve("first")).hasContent(winner);
        assertThat(folder.get().resolve("last")).hasContent(winner);
      }
    }
    try (var left = Files.list(temp)) {
      assertThat(left).containsExactly(temp.resolve("tool"));
    }
  }

  private Path install(int worker, CyclicBarrier barrier) throws IOException {
    return Installation.once(
        temp,
        "tool",
        folder -> {
          Files.writeString(folder.resolve("first"), "" + worker);
          try {
            barrier.await(); // all are in the middle of their work
          } catch (Exception e) {
            throw new IOException(e);
          }
          Files.writeString(folder.resolve("last"), "" + worker);
        });
  }

  @Test
  void a_failure_leaves_nothing_and_the_next_try_starts_afresh() throws Exception {
    assertThatThrownBy(() ->
            Installation.once(
                temp,
                "tool",
                folder -> {
                  Files.writeString(folder.resolve("half"), "x");
                  throw new IOException("disk full");
                }))
        .hasMessage("disk full");
    assertThat(temp).isEmptyDirectory();

    Path folder = Installation.once(temp, "tool", f -> Files.writeString(f.resolve("a"), "1"));
    assertThat(folder.resolve("a")).exists();
  }

  @Test
  void a_secret_is_created_once_and_readable_by_its_owner_only() throws Exception {
    Path file = temp.resolve("secrets/password");

    assertThat(Installation.secret(file, () -> "first")).isEqualTo("first");
    assertThat(Installation.secret(file, () -> "second")).isEqualTo("first");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
