package lab.servers.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A server's configuration files. Settings that ALTER SYSTEM changes later must not be on the
 * command line, which would override it; so everything is in files that postgresql.conf includes:
 * {@code lab.conf}, rewritten at each launch, and {@code standby.conf} of a standby.
 */
final class PostgresConfiguration {
  private static final String LAB = "lab.conf";
  private static final String STANDBY = "standby.conf";
  private static final String SIGNAL = "standby.signal";
  private static final String ALTER_SYSTEM = "postgresql.auto.conf";

  /**
   * Few processes and little memory; a dead peer is detected within seconds.
   *
   * <p>{@code synchronous_commit = remote_apply}: a commit is acknowledged when the standby has
   * flushed it <em>and</em> shows it to readers. {@code on} would be as safe and some 50 µs faster,
   * but a reader that the driver sends to the standby might miss what was acknowledged. The price
   * is that a long query on the standby could hold up commits; {@code max_standby_streaming_delay}
   * therefore cancels the query after a second.
   */
  private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

  static {
    SETTINGS.put("listen_addresses", "127.0.0.1");
    SETTINGS.put("unix_socket_directories", ""); // a socket's path is limited to 107 bytes
    SETTINGS.put("shared_buffers", "32MB");
    SETTINGS.put("max_connections", "100");
    SETTINGS.put("max_worker_processes", "4");
    SETTINGS.put("max_logical_replication_workers", "0");
    SETTINGS.put("autovacuum_max_workers", "2");
    SETTINGS.put("io_method", "sync");
    SETTINGS.put("jit", "off");
    SETTINGS.put("wal_level", "replica");
    SETTINGS.put("hot_standby", "on");
    SETTINGS.put("hot_standby_feedback", "on");
    SETTINGS.put("max_standby_streaming_delay", "1s");
    SETTINGS.put("max_wal_senders", "6");
    SETTINGS.put("max_replication_slots", "6");
    SETTINGS.put("max_slot_wal_keep_size", "512MB"); // beyond it, a standby is copied again
    SETTINGS.put("max_wal_size", "256MB");
    SETTINGS.put("min_wal_size", "64MB");
    SETTINGS.put("synchronous_commit", "remote_apply");
    SETTINGS.put("wal_sender_timeout", "5s");
    SETTINGS.put("wal_receiver_timeout", "5s");
    SETTINGS.put("wal_receiver_status_interval", "1s");
    SETTINGS.put("wal_retrieve_retry_interval", "200ms");
    SETTINGS.put("password_encryption", "scram-sha-256");
    SETTINGS.put("log_checkpoints", "off");
    SETTINGS.put("log_timezone", "UTC");
    SETTINGS.put("timezone", "UTC");
  }

  private PostgresConfiguration() {}

  /** Makes a fresh data folder's postgresql.conf include the lab's files. */
  static void include(Path data) throws IOException {
    Files.writeString(
        data.resolve("postgresql.conf"),
        "\ninclude_if_exists = '" + LAB + "'\ninclude_if_exists = '" + STANDBY + "'\n",
        StandardOpenOption.APPEND);
  }

  static void write(PostgresNode node) throws IOException {
    var settings = new LinkedHashMap<>(SETTINGS);
    settings.put("port", String.valueOf(node.port()));
    settings.put("cluster_name", node.name());
    settings.putAll(node.settings());
    write(node.data().resolve(LAB), settings);
  }

  /** The settings that PostgreSQL records in its control file, including initdb's. */
  static Map<String, String> recorded(PostgresNode node) {
    var settings = new LinkedHashMap<>(SETTINGS);
    settings.putAll(node.settings());
    settings
        .keySet()
        .retainAll(Set.of("max_connections", "max_worker_processes", "max_wal_senders"));
    return settings;
  }

  /** Makes the server a standby of another at its next start. */
  static void follow(PostgresNode standby, PostgresNode primary) throws IOException {
    String connection =
        "host=127.0.0.1 port=%d user=postgres password=%s application_name=%s connect_timeout=2"
            .formatted(primary.port(), primary.password(), standby.name());
    var settings = new LinkedHashMap<String, String>();
    settings.put("primary_conninfo", connection);
    settings.put("primary_slot_name", standby.slot());
    write(standby.data().resolve(STANDBY), settings);
    Files.writeString(standby.data().resolve(SIGNAL), "");
    // The copy of a primary includes that one's synchronous standby, which is this server itself.
    Files.writeString(standby.data().resolve(ALTER_SYSTEM), "");
  }

  static boolean isStandby(PostgresNode node) {
    return Files.exists(node.data().resolve(SIGNAL));
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    String text =
        settings.entrySet().stream()
            .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
            .collect(Collectors.joining());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
