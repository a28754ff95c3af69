package lab.runner.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.runner.home.LabHome.Unusable;
import lab.servers.install.Installation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabHomeTest {
  @TempDir private Path folder;
  private LabHome home;

  @BeforeEach
  void aHomeWithASpaceInItsName() {
    home = LabHome.from(Map.of("LAB_ROOT", folder.toString(), "LAB_DIR", folder + "/my lab"));
  }

  @Test
  void the_default_folder_lies_beside_the_sources() {
    assertThat(LabHome.from(Map.of("LAB_ROOT", folder.toString())).directory())
        .isEqualTo(folder.resolve(".lab"));
  }

  @Test
  void results_go_beside_the_sources_unless_another_folder_is_named() {
    assertThat(home.results()).isEqualTo(folder.resolve("results"));
    var elsewhere =
        LabHome.from(Map.of("LAB_ROOT", folder.toString(), "LAB_RESULTS", folder + "/figures"));
    assertThat(elsewhere.results()).isEqualTo(folder.resolve("figures"));
  }

  @Test
  void a_fresh_folder_is_made_and_can_be_used_again() {
    assertThatCode(home::prepare).doesNotThrowAnyException();
    assertThatCode(home::prepare).doesNotThrowAnyException();
  }

  @Test
  void a_folder_that_cannot_be_created_is_named_with_a_remedy() throws IOException {
    Files.writeString(folder.resolve("my lab"), "a file is in the way");
    assertThatThrownBy(home::prepare)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("my lab cannot be written to")
        .hasMessageContaining("LAB_DIR=");
  }

  @Test
  void a_folder_in_which_nothing_can_be_executed_is_named() throws IOException {
    Optional<Path> noexec = noexec();
    assumeThat(noexec).as("nothing is mounted noexec here that can be written to").isPresent();
    Path lab = Files.createTempDirectory(noexec.orElseThrow(), "lab");
    try {
      var there = LabHome.from(Map.of("LAB_ROOT", folder.toString(), "LAB_DIR", lab.toString()));
      assertThatThrownBy(there::prepare)
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("mounted noexec")
          .hasMessageContaining(lab.toString());
    } finally {
      Installation.delete(lab);
    }
  }

  private static Optional<Path> noexec() throws IOException {
    Path mounts = Path.of("/proc/mounts");
    for (String mount : Files.exists(mounts) ? Files.readAllLines(mounts) : List.<String>of()) {
      String[] fields = mount.split(" ", -1);
      if (fields[3].contains("noexec") && fields[2].equals("tmpfs")) {
        Path folder = Path.of(fields[1]);
        if (Files.isWritable(folder)) {
          return Optional.of(folder);
        }
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a$b", "a`b", "a\"b", "a\\b", "a\nb"})
  void a_path_that_a_server_cannot_cope_with_is_refused(String name) {
    var odd = LabHome.from(Map.of("LAB_ROOT", folder.toString(), "LAB_DIR", folder + "/" + name));
    assertThatThrownBy(odd::prepare)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("cannot live in")
        .hasMessageContaining("LAB_DIR=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ø", "a,b", "a'b", "a%41b", "a+b", "a&b;c", "a#b=c@d[e]"})
  void any_other_path_is_accepted(String name) {
    var odd = LabHome.from(Map.of("LAB_ROOT", folder.toString(), "LAB_DIR", folder + "/" + name));
    assertThatCode(odd::prepare).doesNotThrowAnyException();
  }

  @Test
  void another_process_finds_the_same_folders() {
    assertThat(LabHome.from(home.asEnvironment())).isEqualTo(home);
  }

  @Test
  void what_another_version_left_is_refused_not_misread() throws IOException {
    home.prepare();
    Files.writeString(home.directory().resolve("format"), "0\n");
    assertThatThrownBy(home::prepare)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("another (0, this is 1) version")
        .hasMessageContaining("./lab reset");
  }

  @Test
  void data_without_a_version_is_refused_too() throws IOException {
    Files.createDirectories(home.directory().resolve("data"));
    assertThatThrownBy(home::prepare)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("unknown version");
  }

  @Test
  void a_full_disk_is_reported_with_free_and_needed_space() {
    assertThatThrownBy(() -> home.checkSpace(100L << 20, 1L << 30))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("100 MB free; the lab needs 1024 MB");
    assertThatCode(() -> home.checkSpace(2L << 30, 1L << 30)).doesNotThrowAnyException();
  }

  @Test
  void secrets_are_kept_and_readable_by_their_user_alone() throws IOException {
    home.prepare();
    String made = new Secrets(home.secrets()).get("postgres");
    assertThat(made).matches("[0-9a-f]{32}");
    var again = new Secrets(home.secrets());
    assertThat(again.get("postgres")).isEqualTo(made);
    assertThat(again.get("codes-key")).isNotEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_corrupt_port_book_is_written_anew() throws IOException {
    Path file = folder.resolve("ports.properties");
    for (String nonsense : new String[] {"redis-1=abc", "redis-1=99999999", "redis-1=\\u12"}) {
      Files.writeString(file, nonsense + "\n");
      int port = new PortBook(file).port("redis-1");
      assertThat(new PortBook(file).port("redis-1")).as(nonsense).isEqualTo(port);
    }
  }

  @Test
  void a_port_is_kept_while_it_is_free_and_replaced_when_taken() throws IOException {
    Path file = folder.resolve("ports.properties");
    int port = new PortBook(file).port("redis-1");
    assertThat(new PortBook(file).port("redis-1")).isEqualTo(port);
    assertThat(new PortBook(file).port("redis-2")).isNotEqualTo(port);
    try (var taken =
        new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(new PortBook(file).port("redis-1")).isNotEqualTo(port);
    }
  }

  @Test
  void a_promised_port_is_neither_drawn_nor_kept() throws IOException {
    Path file = folder.resolve("ports.properties");
    int kept = new PortBook(file).port("redis-1");
    var even = IntStream.iterate(20_000, port -> port + 2).limit(5_000).boxed();
    var book = new PortBook(file, Stream.concat(Stream.of(kept), even).collect(Collectors.toSet()));
    assertThat(book.port("redis-1")).isNotEqualTo(kept).isOdd();
    for (int i = 2; i < 20; i++) {
      assertThat(book.port("redis-" + i)).isOdd();
    }
  }
}
