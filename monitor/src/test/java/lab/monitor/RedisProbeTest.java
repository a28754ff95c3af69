package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisProbeTest {
  @Test
  void counts_the_slots_of_its_own_line() {
    String nodes =
        """
        aa 127.0.0.1:1@11 myself,master - 0 0 1 connected 0-5460 6000 [93->-bb] [94-<-cc]
        bb 127.0.0.1:2@12 master - 0 0 2 connected 5461-10922
        cc 127.0.0.1:3@13 slave aa 0 0 1 connected
        """;
    assertThat(RedisProbe.slots(nodes)).isEqualTo(5462);
    assertThat(RedisProbe.slots(nodes.replace("myself,", "").replace("slave", "myself,slave")))
        .isZero();
    assertThat(RedisProbe.slots("")).isZero();
  }
}
