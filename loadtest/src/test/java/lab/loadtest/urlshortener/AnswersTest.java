package lab.loadtest.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;

import lab.loadtest.gatling.Reply;
import lab.loadtest.readwrite.Answers;
import lab.loadtest.readwrite.Judgement;
import lab.loadtest.readwrite.Judgement.Failed;
import lab.loadtest.readwrite.Judgement.Right;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Read LINK = new Read("abcdefg", "https://example.com/a");
  private static final Right RIGHT = new Right(LINK.id());
  private final Answers answers = new Answers(new Links());

  @Test
  void a_redirect_to_the_links_url_is_correct_and_to_another_one_wrong() {
    assertThat(redirect(302, LINK.content())).isEqualTo(RIGHT);
    assertThat(redirect(302, LINK.content() + "/")).isEqualTo(new Failed("wrong-answer", false));
    assertThat(redirect(302, null)).isEqualTo(new Failed("wrong-answer", false));
  }

  @Test
  void a_denied_acknowledged_link_is_not_found_and_an_error_has_its_status() {
    assertThat(redirect(404, null)).isEqualTo(new Failed("not-found", false));
    assertThat(redirect(410, null)).isEqualTo(new Failed("not-found", false));
    assertThat(redirect(502, null)).isEqualTo(new Failed("status-502", false));
  }

  @Test
  void a_create_is_acknowledged_only_with_a_code_for_its_own_url() {
    String body = "{\"code\":\"abcdefg\",\"url\":\"https://example.com/a\"}";
    assertThat(created(201, body, LINK.content())).isEqualTo(RIGHT);
    assertThat(created(201, body, "https://example.com/b"))
        .isEqualTo(new Failed("wrong-answer", true));
    assertThat(created(201, "<html>", LINK.content())).isEqualTo(new Failed("wrong-answer", true));
    assertThat(created(201, null, LINK.content())).isEqualTo(new Failed("wrong-answer", true));
  }

  @Test
  void after_an_error_it_is_unknown_whether_a_create_took_effect_but_not_after_a_rejection() {
    assertThat(created(503, null, LINK.content())).isEqualTo(new Failed("status-503", true));
    assertThat(created(400, null, LINK.content())).isEqualTo(new Failed("status-400", false));
  }

  @Test
  void no_response_is_a_timeout_after_the_timeout_and_a_lost_connection_before() {
    assertThat(Reply.none(1_000, 1_000)).isEqualTo(new Reply.None("timeout"));
    assertThat(Reply.none(999, 1_000)).isEqualTo(new Reply.None("connection"));
    assertThat(answers.judge(LINK, new Reply.None("timeout")))
        .isEqualTo(new Failed("timeout", true));
  }

  @Test
  void a_response_is_judged_by_its_request() {
    var redirect = new Reply.Answer(302, LINK.content(), null);

    assertThat(answers.judge(LINK, redirect)).isEqualTo(RIGHT);
    assertThat(answers.judge(new Write(LINK.content(), "key"), redirect))
        .isEqualTo(new Failed("status-302", false));
  }

  private Judgement redirect(int status, @Nullable String location) {
    return answers.judge(LINK, new Reply.Answer(status, location, null));
  }

  private Judgement created(int status, @Nullable String body, String url) {
    return answers.judge(new Write(url, "key"), new Reply.Answer(status, null, body));
  }
}
