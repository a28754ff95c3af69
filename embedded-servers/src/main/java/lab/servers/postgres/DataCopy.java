package lab.servers.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Copies a data folder, following the manual's "Making a Base Backup Using the Low Level API".
 *
 * <p>A stopped server is copied as it is. Files of a running one are copied while they change; the
 * copy becomes consistent by replaying the WAL from {@code pg_backup_start} to {@code
 * pg_backup_stop}, which it does first because of its {@code backup_label}. The copy contains no
 * WAL: it fetches all of it from the primary, which retains it through the slot that was reserved
 * before.
 */
final class DataCopy {
  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "standby.conf", "lab.conf");

  private DataCopy() {}

  /** Copies a server that is not running. */
  static void cold(Path from, Path to) throws IOException {
    copy(from, to, Set.of());
  }

  /** Copies a running server. */
  static void hot(Connection superuser, Path from, Path to) throws IOException, SQLException {
    try (var statement = superuser.createStatement()) {
      statement.execute("select pg_backup_start('lab', fast => true)");
      copy(from, to, EMPTIED);
      try (var label =
          statement.executeQuery(
              "select labelfile from pg_backup_stop(wait_for_archive => false)")) {
        label.next();
        Files.writeString(to.resolve("backup_label"), label.getString(1));
      }
    }
  }

  private static void copy(Path from, Path to, Set<String> emptied) throws IOException {
    Files.walkFileTree(from, new Copier(from, to, emptied));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Copies what it visits. What vanishes meanwhile was dropped; the WAL contains that, too. */
  private static final class Copier extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final Set<String> emptied;

    Copier(Path from, Path to, Set<String> emptied) {
      this.from = from;
      this.to = to;
      this.emptied = emptied;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Path target = copy(folder);
      if (!from.equals(folder.getParent()) || !emptied.contains(name(folder))) {
        return FileVisitResult.CONTINUE;
      }
      if (name(folder).equals("pg_wal")) {
        Files.createDirectory(target.resolve("archive_status"));
        Files.createDirectory(target.resolve("summaries"));
      }
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!LEFT_OUT.contains(name(file)) && !name(file).startsWith("pgsql_tmp")) {
        try {
          var _ = copy(file);
        } catch (NoSuchFileException dropped) {
          return visitFileFailed(file, dropped);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private Path copy(Path original) throws IOException {
      Path target = to.resolve(from.relativize(original));
      return Files.copy(original, target, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
