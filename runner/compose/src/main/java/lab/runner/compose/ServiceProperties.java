package lab.runner.compose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Properties for a service in a container: an additional properties file, packed as the tar archive
 * that {@code docker cp} takes.
 */
final class ServiceProperties {
  static final String FOLDER = "/config";
  static final String NAME = "application.properties";
  static final String FILE = FOLDER + "/" + NAME;

  private ServiceProperties() {}

  /** An archive with that one file, which is empty if there are no properties. */
  static byte[] archive(Map<String, String> properties) {
    return archive(NAME, text(properties));
  }

  private static byte[] text(Map<String, String> properties) {
    if (properties.isEmpty()) {
      return new byte[0];
    }
    var escaped = new Properties();
    escaped.putAll(new TreeMap<>(properties));
    var text = new ByteArrayOutputStream();
    try {
      escaped.store(text, "Laid over the service's own by ./lab --docker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }

  static byte[] archive(String name, byte[] content) {
    var archive = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(archive)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.toByteArray();
  }
}
