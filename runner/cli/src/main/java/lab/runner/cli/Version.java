package lab.runner.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}: the lab's own version, from its jar, and what runs it. */
final class Version implements IVersionProvider {
  /** The lab's own version. */
  static String ofTheLab() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "system-design-lab " + ofTheLab(),
      "JDK %s, %s %s"
          .formatted(
              Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }
}
