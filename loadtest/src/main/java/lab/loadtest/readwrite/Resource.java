package lab.loadtest.readwrite;

import io.gatling.javaapi.core.CheckBuilder;
import java.util.List;
import java.util.Map;
import lab.loadtest.gatling.Reply;
import lab.loadtest.ledger.Findings;
import lab.loadtest.readwrite.ReadOrWrite.Read;
import tools.jackson.databind.JsonNode;

/**
 * What a service stores: created by a POST of JSON under an {@code Idempotency-Key}, which is
 * answered with 201 and JSON, and read by a GET of its id. Its content is a string; JSON if it has
 * several parts.
 */
public interface Resource {
  /** What the things are called, and what can be wrong with them. */
  Findings.Words words();

  /** The path at which they are created. */
  String path();

  /**
   * Content that is used only once.
   *
   * @param run different for each run
   */
  String content(String run, long number);

  /** The body of the request that creates it. */
  Map<String, ?> body(String content);

  /** The id in the response to a write; empty if it has none. */
  String id(JsonNode made);

  /** Whether this is a correct response to a write of this content, with a usable id. */
  boolean isMade(JsonNode made, String content);

  /** The path at which the one with this id is read. */
  String path(String id);

  /** The status of a correct response to a read. */
  default int status() {
    return 200;
  }

  /** Whether a response with that status is correct. */
  boolean isRead(Reply.Answer answer, Read asked);

  /** What Gatling's own report checks of a read, in addition to the status. */
  default List<CheckBuilder> checks() {
    return List.of();
  }
}
