package lab.loadtest.readwrite;

import lab.loadtest.gatling.Request;

/** What a user requests. */
public sealed interface ReadOrWrite extends Request {
  /** The operations. */
  String READ = "read";

  String WRITE = "write";

  /** Reads what the service has acknowledged, so the correct response is known. */
  record Read(String id, String content) implements ReadOrWrite {
    @Override
    public String operation() {
      return READ;
    }
  }

  /** Creates something, under a key that makes the request repeatable. */
  record Write(String content, String key) implements ReadOrWrite {
    @Override
    public String operation() {
      return WRITE;
    }
  }
}
