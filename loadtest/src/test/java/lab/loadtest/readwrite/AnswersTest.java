package lab.loadtest.readwrite;

import static lab.loadtest.readwrite.ToyThings.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lab.loadtest.gatling.Reply;
import lab.loadtest.readwrite.Judgement.Failed;
import lab.loadtest.readwrite.Judgement.Right;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Read READ = new Read("1", "red");
  private static final Write WRITE = new Write("red", "key-1");

  private final ToyThings toys;
  private final Answers answers;

  AnswersTest() throws IOException {
    toys = new ToyThings();
    answers = new Answers(toys);
  }

  @AfterEach
  void close() {
    toys.close();
  }

  @Test
  void a_response_with_what_was_requested_is_correct() {
    assertThat(judge(READ, 200, json("1", "red"))).isEqualTo(new Right("1"));
    assertThat(judge(WRITE, 201, json("2", "red"))).isEqualTo(new Right("2"));
  }

  @Test
  void any_other_response_has_a_kind_and_a_write_may_have_taken_effect() {
    assertThat(judge(READ, 200, json("1", "blue"))).isEqualTo(new Failed("wrong-answer", false));
    assertThat(judge(READ, 404, "")).isEqualTo(new Failed("not-found", false));
    assertThat(judge(READ, 410, "")).isEqualTo(new Failed("not-found", false));
    assertThat(judge(READ, 201, json("1", "red"))).isEqualTo(new Failed("status-201", false));
    assertThat(judge(WRITE, 201, json("1", "blue"))).isEqualTo(new Failed("wrong-answer", true));
    assertThat(judge(WRITE, 201, "{")).isEqualTo(new Failed("wrong-answer", true));
    assertThat(judge(WRITE, 201, null)).isEqualTo(new Failed("wrong-answer", true));
    assertThat(judge(WRITE, 499, "")).isEqualTo(new Failed("status-499", false));
    assertThat(judge(WRITE, 500, "")).isEqualTo(new Failed("status-500", true));
    assertThat(answers.judge(WRITE, new Reply.None("timeout")))
        .isEqualTo(new Failed("timeout", true));
  }

  private Judgement judge(ReadOrWrite request, int status, @Nullable String body) {
    return answers.judge(request, new Reply.Answer(status, null, body));
  }
}
