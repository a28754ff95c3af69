package lab.runner.compose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Properties for a service in a container: the file that it reads beside its own, as the tar
 * archive that {@code docker cp} takes.
 *
 * <p>The archive is of the kind "ustar" (POSIX.1-1988): a header of 512 bytes with numbers in octal
 * digits, the file filled up to a multiple of 512, and two empty blocks.
 */
final class ServiceProperties {
  static final String FOLDER = "/config";
  static final String NAME = "application.properties";
  static final String FILE = FOLDER + "/" + NAME;

  private static final int BLOCK = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private ServiceProperties() {}

  /** An archive of the one file, which is empty if there are no properties. */
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
    int filled = (content.length + BLOCK - 1) / BLOCK * BLOCK;
    byte[] archive = new byte[BLOCK + filled + 2 * BLOCK];
    put(archive, 0, name);
    put(archive, 100, "0000644"); // mode
    put(archive, 108, "0000000"); // user
    put(archive, 116, "0000000"); // group
    put(archive, 124, "%011o".formatted(content.length));
    put(archive, 136, "%011o".formatted(System.currentTimeMillis() / 1000));
    put(archive, CHECKSUM_AT, " ".repeat(CHECKSUM_LENGTH)); // it counts as blanks in its own sum
    put(archive, 156, "0"); // a regular file
    put(archive, 257, "ustar");
    put(archive, 263, "00");
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += archive[i] & 0xff;
    }
    put(archive, CHECKSUM_AT, "%06o\0 ".formatted(sum));
    System.arraycopy(content, 0, archive, BLOCK, content.length);
    return archive;
  }

  private static void put(byte[] archive, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, archive, at, bytes.length);
  }
}
