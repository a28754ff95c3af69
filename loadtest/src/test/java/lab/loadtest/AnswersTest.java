package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import lab.loadtest.Arrival.Link;
import lab.loadtest.Arrival.Read;
import lab.loadtest.Arrival.Write;
import lab.loadtest.Outcome.Acknowledged;
import lab.loadtest.Outcome.Failed;
import lab.loadtest.Outcome.Right;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Link LINK = new Link("abcdefg", "https://example.com/a");
  private static final long TIMEOUT = 1_000;

  @Test
  void a_redirect_to_the_links_url_is_right_and_to_another_one_wrong() {
    assertThat(Answers.redirect(302, LINK.url(), LINK)).isEqualTo(new Right());
    assertThat(Answers.redirect(302, LINK.url() + "/", LINK))
        .isEqualTo(new Failed("wrong-answer", false));
    assertThat(Answers.redirect(302, null, LINK)).isEqualTo(new Failed("wrong-answer", false));
  }

  @Test
  void an_acknowledged_link_that_is_denied_is_not_found_and_an_error_is_its_status() {
    assertThat(Answers.redirect(404, null, LINK)).isEqualTo(new Failed("not-found", false));
    assertThat(Answers.redirect(410, null, LINK)).isEqualTo(new Failed("not-found", false));
    assertThat(Answers.redirect(502, null, LINK)).isEqualTo(new Failed("status-502", false));
  }

  @Test
  void a_create_is_acknowledged_with_its_code_for_its_own_url_only() {
    String body = "{\"code\":\"abcdefg\",\"url\":\"https://example.com/a\"}";
    assertThat(Answers.created(201, body, LINK.url())).isEqualTo(new Acknowledged(LINK));
    assertThat(Answers.created(201, body, "https://example.com/b"))
        .isEqualTo(new Failed("wrong-answer", true));
    assertThat(Answers.created(201, "<html>", LINK.url()))
        .isEqualTo(new Failed("wrong-answer", true));
    assertThat(Answers.created(201, null, LINK.url())).isEqualTo(new Failed("wrong-answer", true));
  }

  @Test
  void whether_a_create_took_effect_is_unknown_after_an_error_and_known_after_a_refusal() {
    assertThat(Answers.created(503, null, LINK.url())).isEqualTo(new Failed("status-503", true));
    assertThat(Answers.created(400, null, LINK.url())).isEqualTo(new Failed("status-400", false));
  }

  @Test
  void no_answer_is_a_timeout_after_the_timeout_and_a_lost_connection_before() {
    assertThat(Answers.judge(unanswered(), TIMEOUT, TIMEOUT))
        .isEqualTo(new Failed("timeout", true));
    assertThat(Answers.judge(unanswered(), TIMEOUT - 1, TIMEOUT))
        .isEqualTo(new Failed("connection", true));
  }

  @Test
  void an_arrival_is_judged_by_what_it_asked_for() {
    Arrival read = new Arrival(0, true, 0, 0, new Read(LINK));
    read.status = 302;
    read.location = LINK.url();
    assertThat(Answers.judge(read, 1, TIMEOUT)).isEqualTo(new Right());

    Arrival write = new Arrival(1, true, 0, 0, new Write(LINK.url(), "key"));
    write.status = 302;
    write.location = LINK.url();
    assertThat(Answers.judge(write, 1, TIMEOUT)).isEqualTo(new Failed("status-302", false));
  }

  private static Arrival unanswered() {
    return new Arrival(0, true, 0, 0, new Read(LINK));
  }
}
