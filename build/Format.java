import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks (or, with the argument {@code fix}, mends) the format of every Java source in the tree by
 * google-java-format. It is its own program so that it can run on the build's JDK 25 while Maven
 * itself runs on 17, whose parser does not know today's Java.
 */
class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".lab", "node_modules");

  public static void main(String... args) throws Exception {
    boolean fix = args.length > 0 && args[0].equals("fix");
    List<String> command = new ArrayList<>();
    command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    sources(Path.of("."), command);
    var out = new PrintWriter(System.out, true);
    var err = new PrintWriter(System.err, true);
    int exit = new Main(out, err, System.in).format(command.toArray(new String[0]));
    if (exit != 0) {
      System.err.println(
          "The files above are not formatted. Mend them: ./mvnw -N validate -Dformat.mode=fix");
    }
    System.exit(exit);
  }

  private static void sources(Path folder, List<String> found) throws IOException {
    try (var entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries.sorted()::iterator) {
        if (Files.isDirectory(entry) && !SKIPPED.contains(entry.getFileName().toString())) {
          sources(entry, found);
        } else if (entry.toString().endsWith(".java")) {
          found.add(entry.toString());
        }
      }
    }
  }
}
