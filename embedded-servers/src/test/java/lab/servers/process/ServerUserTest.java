package lab.servers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lab.servers.process.ServerUser.Launcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class ServerUserTest {
  @TempDir private Path lab;

  @Test
  void a_plain_user_s_servers_run_as_that_user() throws Exception {
    assertThat(ServerUser.find(Launcher.NAMED, lab, List.of()).prefix()).isEmpty();
  }

  @Test
  void a_user_without_a_name_runs_servers_as_nobody_or_is_refused() {
    try {
      var user = ServerUser.find(Launcher.NAMELESS, lab, List.of());
      assertThat(user).isInstanceOf(ServerUser.Same.class);
      assertThat(user.prefix()).startsWith("unshare");
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("has no name").hasMessageContaining("/etc/passwd");
    }
  }

  @Test
  @EnabledIf("lab.servers.process.ProcessLauncherTest#isRoot")
  void says_so_when_root_s_rights_cannot_be_dropped() {
    assertThatThrownBy(() -> ServerUser.find(Launcher.ROOT, lab, List.of(lab.resolve("absent"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("do not run as root")
        .hasMessageContaining("absent");
  }
}
