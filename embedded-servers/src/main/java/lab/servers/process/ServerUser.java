package lab.servers.process;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that the servers run as. A plain user's servers run as that user. Root's run as user
 * 65534 (nobody) if that user can reach the lab and the programs; otherwise in a user namespace
 * without any mapping ({@code unshare -U}), in which they own root's files but have none of root's
 * rights, and see themselves as nobody, which satisfies PostgreSQL. The same applies to a user
 * without a name.
 */
sealed interface ServerUser {
  long NOBODY = 65534;

  /** In a user namespace without any mapping. */
  List<String> STRIPPED = List.of("unshare", "-U", "--");

  /** The kind of user whose JVM launches. */
  enum Launcher {
    ROOT,
    NAMED,
    /** An id without an entry in {@code /etc/passwd}, as in containers and CI. */
    NAMELESS
  }

  /** Put before a command. */
  List<String> prefix();

  /** The launcher's own user, or root without root's rights: it owns what the launcher owns. */
  record Same(List<String> prefix) implements ServerUser {}

  /** Another user, who must be made the owner of files. */
  record Other(long uid, List<String> prefix) implements ServerUser {}

  static ServerUser find(Path lab, List<Path> programs) throws IOException {
    var self = new UnixSystem();
    return find(
        self.getUid() == 0
            ? Launcher.ROOT
            : self.getUsername() == null ? Launcher.NAMELESS : Launcher.NAMED,
        lab,
        programs);
  }

  static ServerUser find(Launcher launcher, Path lab, List<Path> programs) throws IOException {
    return switch (launcher) {
      case NAMED -> new Same(List.of());
      case NAMELESS -> forNameless(lab, programs);
      case ROOT -> forRoot(lab, programs);
    };
  }

  /** PostgreSQL needs its user's name; in a namespace without a mapping that is nobody. */
  private static ServerUser forNameless(Path lab, List<Path> programs) throws IOException {
    List<String> whoAmI = new ArrayList<>(STRIPPED);
    whoAmI.addAll(List.of("id", "-un"));
    if (Shell.succeeds(whoAmI) && reaches(STRIPPED, lab, programs)) {
      return new Same(STRIPPED);
    }
    throw new IOException(
        """
        This user's id, %d, has no name, without which PostgreSQL does not start, and this system \
        refuses `unshare -U`. Give the user a name (a line in /etc/passwd), or run the lab as \
        another.\
        """
            .formatted(new UnixSystem().getUid()));
  }

  private static ServerUser forRoot(Path lab, List<Path> programs) throws IOException {
    openForPassage(lab);
    var nobody =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
    if (reaches(nobody, lab, programs)) {
      return new Other(NOBODY, nobody);
    }
    if (reaches(STRIPPED, lab, programs)) {
      return new Same(STRIPPED);
    }
    throw new IOException(
        """
        The servers do not run as root, and no way to drop root's rights works here: user 65534 \
        (nobody) cannot reach %s and %s, and this system refuses `unshare -U`. Move the lab to a \
        folder that every user may enter, or run it as a plain user.\
        """
            .formatted(lab, programs));
  }

  private static boolean reaches(List<String> prefix, Path lab, List<Path> programs) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "[ -x \"$1\" ] || exit 1; shift; for p; do [ -r \"$p\" ] || exit 1; done",
            "sh",
            lab.toString()));
    programs.forEach(program -> command.add(program.toString()));
    return Shell.succeeds(command);
  }

  /** Lets the user pass through {@code folder} without reading it. */
  static void openForPassage(Path folder) throws IOException {
    var permissions = Files.getPosixFilePermissions(folder);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(folder, permissions);
    }
  }

  /** Changes the owner of a tree; links are changed, not followed. */
  static void give(Path tree, long uid) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            return visitFile(folder, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(file, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
