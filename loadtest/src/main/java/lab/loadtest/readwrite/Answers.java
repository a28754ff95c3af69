package lab.loadtest.readwrite;

import lab.loadtest.gatling.Reply;
import lab.loadtest.readwrite.Judgement.Failed;
import lab.loadtest.readwrite.Judgement.Right;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import lab.loadtest.readwrite.ReadOrWrite.Write;
import tools.jackson.databind.JsonNode;

/** Tells correct responses from wrong ones, and names the kinds of failure. */
public record Answers(Resource resource) {
  static final int CREATED = 201;
  static final String NOT_FOUND = "not-found";
  static final String WRONG = "wrong-answer";

  /** Judges what came back for this request. */
  public Judgement judge(ReadOrWrite request, Reply reply) {
    return switch (reply) {
      case Reply.None(String kind) -> new Failed(kind, true);
      case Reply.Answer answer ->
          switch (request) {
            case Read read -> read(answer, read);
            case Write write -> written(answer, write);
          };
    };
  }

  Judgement read(Reply.Answer answer, Read asked) {
    int status = answer.status();
    if (status == resource.status()) {
      return resource.isRead(answer, asked) ? new Right(asked.id()) : new Failed(WRONG, false);
    }
    boolean denied = status == 404 || status == 410;
    return new Failed(denied ? NOT_FOUND : "status-" + status, false);
  }

  Judgement written(Reply.Answer answer, Write asked) {
    int status = answer.status();
    if (status != CREATED) {
      return new Failed("status-" + status, status >= 500);
    }
    JsonNode made = answer.json();
    // A 201 without a usable id did create something, but it is unknown what.
    return resource.isMade(made, asked.content())
        ? new Right(resource.id(made))
        : new Failed(WRONG, true);
  }
}
