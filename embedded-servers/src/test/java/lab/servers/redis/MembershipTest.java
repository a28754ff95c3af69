package lab.servers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a node that has lost its membership is told. */
class MembershipTest {
  /** The file of {@code c}, after it took over the slots of {@code a}. */
  private static final String FILE =
      """
      a 127.0.0.1:1@11,,tls-port=0,shard-id=x master,fail - 5 5 1 disconnected
      b 127.0.0.1:2@12 master - 0 7 2 connected 5461-8000 8002-10922 [8001->-c]
      c 127.0.0.1:3@13 myself,master - 0 0 7 connected 0-5460
      d 127.0.0.1:4@14 slave b 0 3 2 connected
      e 127.0.0.1:5@15 handshake - 0 3 2 connected
      vars currentEpoch 7 lastVoteEpoch 6
      """;

  private static String of(String address) {
    return Membership.parse(FILE).of(address).orElseThrow();
  }

  @Test
  void a_primary_that_lost_its_slots_becomes_a_replica_of_the_one_with_the_fewest() {
    assertThat(of("127.0.0.1:1@11"))
        .isEqualTo(
            """
            a 127.0.0.1:1@11,,tls-port=0,shard-id=x myself,slave c 0 0 7 connected
            b 127.0.0.1:2@12 master - 0 0 2 connected 5461-8000 8002-10922
            c 127.0.0.1:3@13 master - 0 0 7 connected 0-5460
            d 127.0.0.1:4@14 slave b 0 0 2 connected
            vars currentEpoch 7 lastVoteEpoch 7
            """);
  }

  @Test
  void a_replica_stays_one_and_a_primary_keeps_its_slots() {
    assertThat(of("127.0.0.1:4@14")).contains("d 127.0.0.1:4@14 myself,slave b 0 0 2 connected\n");
    assertThat(of("127.0.0.1:2@12"))
        .contains("b 127.0.0.1:2@12 myself,master - 0 0 2 connected 5461-8000 8002-10922\n");
  }

  @Test
  void a_node_that_is_no_member_gets_nothing() {
    assertThat(Membership.parse(FILE).of("127.0.0.1:11@1")).isEmpty();
    assertThat(Membership.parse(FILE).of("127.0.0.1:5@15")).isEmpty();
  }
}
