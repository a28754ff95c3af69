package lab.servers.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LINUX_AMD64",
    "Linux, aarch64, LINUX_ARM64",
    "Mac OS X, x86_64, DARWIN_AMD64",
    "Mac OS X, aarch64, DARWIN_ARM64"
  })
  void is_derived_from_javas_properties(String os, String arch, Platform platform) {
    assertThat(Platform.of(os, arch)).isEqualTo(platform);
  }

  @Test
  void what_is_not_supported_is_named() {
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64")).hasMessageContaining("Windows 11");
    assertThatThrownBy(() -> Platform.of("Linux", "riscv64")).hasMessageContaining("riscv64");
  }

  @ParameterizedTest
  @EnumSource
  void has_its_programs_on_the_class_path(Platform platform) {
    assertThat(getClass().getResource("/" + platform.postgresArchive())).isNotNull();
    assertThat(getClass().getResource("/redis-server-7.0.15-" + platform.label())).isNotNull();
  }
}
