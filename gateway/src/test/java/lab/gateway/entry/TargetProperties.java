package lab.gateway.entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.stream.Collectors;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.ProblemException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TargetProperties {
  private static URI uri(String raw) {
    return URI.create("http://h" + Target.of("GET", raw).uri());
  }

  /** Bytes as Netty decodes them to characters, with special characters more frequent. */
  @Provide
  Arbitrary<String> bytes() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.chars().range('!', '\u00ff')),
            Tuple.of(1, Arbitraries.chars().with("%&=?#/aF0{|}[]\"\\^`")))
        .list()
        .ofMaxSize(40)
        .map(chars -> chars.stream().map(String::valueOf).collect(Collectors.joining()));
  }

  @Property
  void no_query_changes_the_path(@ForAll("bytes") String query) {
    URI uri = uri("/abc1234?" + query);
    assertThat(uri.getRawPath()).isEqualTo("/abc1234");
    String fault = Target.faultOfQuery(uri);
    if (fault == null) {
      assertThat(uri.getRawQuery()).isEqualTo(query);
    } else {
      assertThat(uri.getRawQuery()).isNull();
      String json = new String(GatewayProblems.malformedQuery(fault).toJson(), ISO_8859_1);
      assertThat(json.substring(json.indexOf(fault))).matches("[ -~&&[^\"\\\\<>]]+\"}");
    }
  }

  @Property
  void a_target_is_refused_or_can_be_read(@ForAll("bytes") String raw) {
    try {
      assertThat(uri(raw).getRawPath()).isNotEmpty();
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }

  @Example
  void says_what_is_wrong_and_where() {
    assertThat(Target.faultOfQuery(uri("/x?a=1&off=50%")))
        .isEqualTo(
            "At its character 11, in the parameter off, a % is not followed by two hexadecimal"
                + " digits.");
    assertThat(Target.faultOfQuery(uri("/x?{a}=1")))
        .isEqualTo("At its character 1 there is a byte that must be written %7B.");
    assertThat(Target.faultOfQuery(uri("/x#top"))).contains("#");
    assertThatThrownBy(() -> uri("/a|b?x"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().detail())
                    .isEqualTo(
                        "The path is malformed. At its character 3 there is a byte that must be"
                            + " written %7C."));
  }

  @Example
  void takes_an_absolute_target_apart() {
    assertThat(Target.of("GET", "http://h:80/a?b")).isEqualTo(new Target("/a?b", "h:80"));
    assertThat(Target.of("GET", "HTTPS://h")).isEqualTo(new Target("/", "h"));
    assertThat(Target.of("GET", "http://h?b")).isEqualTo(new Target("/?b", "h"));
    assertThat(Target.of("OPTIONS", "*")).isEqualTo(new Target("*", null));
  }

  @Example
  void recognises_a_valid_host() {
    for (String host :
        "h h: h:80 h:65535 1.2.3.4:8080 [::1] [::ffff:1.2.3.4]:80 a_b %41".split(" ")) {
      assertThat(Target.isAuthority(host)).as(host).isTrue();
    }
    for (String host :
        ",a b,h:x,h:65536,h:1:2,u@h,h/x,h?x,[::1,[g::],[1.2.3.4],::1,h\u00e9,%4".split(",")) {
      assertThat(Target.isAuthority(host)).as(host).isFalse();
    }
  }
}
