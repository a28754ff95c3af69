package lab.servers.install;

import java.util.Locale;

/** The operating systems and processors for which the servers' programs exist. */
public enum Platform {
  LINUX_AMD64("postgres-linux-x86_64.txz", "linux-amd64"),
  LINUX_ARM64("postgres-linux-arm_64.txz", "linux-arm64"),
  DARWIN_AMD64("postgres-darwin-x86_64.txz", "darwin-amd64"),
  DARWIN_ARM64("postgres-darwin-arm_64.txz", "darwin-arm64");

  private final String postgresArchive;
  private final String label;

  Platform(String postgresArchive, String label) {
    this.postgresArchive = postgresArchive;
    this.label = label;
  }

  /** The resource with PostgreSQL's archive for it. */
  public String postgresArchive() {
    return postgresArchive;
  }

  /** Its usual name, which is the suffix of its Redis resource: {@code linux-amd64}. */
  public String label() {
    return label;
  }

  /**
   * The one this JVM runs on.
   *
   * @throws UnsupportedOperationException on any except Linux and macOS on amd64 and arm64
   */
  public static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Platform of(String os, String arch) {
    boolean arm =
        switch (arch) {
          case "aarch64", "arm64" -> true;
          case "amd64", "x86_64" -> false;
          default -> throw unsupported(os, arch);
        };
    String name = os.toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return arm ? LINUX_ARM64 : LINUX_AMD64;
    }
    if (name.startsWith("mac") || name.startsWith("darwin")) {
      return arm ? DARWIN_ARM64 : DARWIN_AMD64;
    }
    throw unsupported(os, arch);
  }

  private static UnsupportedOperationException unsupported(String os, String arch) {
    return new UnsupportedOperationException(
        "The lab's servers run on Linux and macOS (on Windows: WSL), on amd64 and arm64; this is "
            + (os + " on " + arch));
  }
}
