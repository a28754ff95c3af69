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
 * Copies a data folder, as the manual's "Making a Base Backup Using the Low Level API" has it.
 *
 * <p>A stopped server is copied as it is. From a running one files are copied while they change;
 * what makes the copy consistent is the WAL from {@code pg_backup_start} to {@code pg_backup_stop},
 * which the copy replays first because of its {@code backup_label}. The copy has no WAL of its own:
 * it fetches all from the primary, which keeps it by the slot that was reserved before.
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

  /** Copies a server that does not run. */
  static void cold(Path from, Path to) throws IOException {
    copy(from, to, Set.of());
  }

  /** Copies a server that runs. */
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
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(folder));
            Files.copy(folder, target, StandardCopyOption.COPY_ATTRIBUTES);
            if (from.equals(folder.getParent()) && emptied.contains(name(folder))) {
              if (name(folder).equals("pg_wal")) {
                Files.createDirectory(target.resolve("archive_status"));
                Files.createDirectory(target.resolve("summaries"));
              }
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!LEFT_OUT.contains(name(file)) && !name(file).startsWith("pgsql_tmp")) {
              try {
                Files.copy(
                    file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
              } catch (NoSuchFileException dropped) {
                // A table was dropped meanwhile; the WAL says so too.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
