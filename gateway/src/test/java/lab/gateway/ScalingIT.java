package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What clients see while instances come and go: nothing. */
@EnabledOnOs(value = OS.LINUX, disabledReason = Containers.WHY_LINUX)
class ScalingIT extends Containers {
  private OpenLoad load;

  @AfterEach
  void stopLoad() {
    load.close();
  }

  private void underLoad() {
    load = new OpenLoad(200, () -> gateway.request("/abc1234"));
    load.awaitRedirects(200);
  }

  @Test
  void no_read_fails_while_instances_come_and_go() throws Exception {
    container("url-shortener-1", FIRST);
    container("url-shortener-2", SECOND);
    container("url-shortener-3", THIRD);
    inDns(FIRST, SECOND);
    gateway();
    awaitUp("url-shortener-1", "url-shortener-2");
    underLoad();
    for (int i = 0; i < 3; i++) {
      inDns(SECOND, THIRD);
      awaitUp("url-shortener-2", "url-shortener-3");
      load.awaitRedirects(100);
      inDns(FIRST, SECOND);
      awaitUp("url-shortener-1", "url-shortener-2");
      load.awaitRedirects(100);
    }
    assertThat(upstreams).allMatch(Containers::wasAsked);
    load.assertNothingFailed();
  }

  @Test
  void no_read_fails_when_one_dies_and_only_later_leaves_dns() throws Exception {
    Upstream one = container("url-shortener-1", FIRST);
    container("url-shortener-2", SECOND);
    inDns(FIRST, SECOND);
    gateway();
    awaitUp("url-shortener-1", "url-shortener-2");
    underLoad();
    one.close();
    await().atMost(SURELY).until(() -> !gateway.instance("url-shortener-1").isEligible());
    load.awaitRedirects(100);
    inDns(SECOND);
    awaitUp("url-shortener-2");
    container("url-shortener-1", THIRD);
    inDns(SECOND, THIRD);
    awaitUp("url-shortener-1", "url-shortener-2");
    load.awaitRedirects(200);
    load.assertNothingFailed();
  }
}
