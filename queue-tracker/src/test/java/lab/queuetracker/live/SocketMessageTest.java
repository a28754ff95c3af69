package lab.queuetracker.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketMessageTest {
  @Test
  void understands_the_pages_messages() {
    var after = new HashMap<String, Long>();
    after.put("a", 17L);
    assertThat(
            SocketMessage.parse(
                "{\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":{\"a\":17,\"b\":1}}"))
        .isEqualTo(new SocketMessage.Subscribe(after));
    assertThat(SocketMessage.parse("{\"type\":\"unsubscribe_queue\",\"locations\":[\"a\",\"b\"]}"))
        .isEqualTo(new SocketMessage.Unsubscribe(List.of("a", "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "message   | []",
        "message   | {",
        "message   | null",
        "message   | {} {}",
        "type      | {}",
        "type      | {\"type\":1}",
        "type      | {\"type\":\"join\"}",
        "locations | {\"type\":\"subscribe_queue\"}",
        "locations | {\"type\":\"subscribe_queue\",\"location\":\"a\"}",
        "locations | {\"type\":\"subscribe_queue\",\"locations\":\"a\"}",
        "locations | {\"type\":\"subscribe_queue\",\"locations\":[]}",
        "locations | {\"type\":\"subscribe_queue\",\"locations\":[1]}",
        "locations | {\"type\":\"subscribe_queue\",\"locations\":{\"a\":\"a\"}}",
        "after     | {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":5}",
        "after     | {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":[5]}",
        "after     | {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":{\"a\":\"5\"}}",
        "after     | {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":{\"a\":5.0}}",
        "after     | {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":{\"a\":-1}}",
        "after     | {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":{\"a\":1e400}}",
        "after     |"
            + " {\"type\":\"subscribe_queue\",\"locations\":[\"a\"],\"after\":{\"a\":9999999999999999999}}"
      })
  void anything_else_is_rejected_with_its_field(String field, String message) {
    assertThatExceptionOfType(SocketMessage.Malformed.class)
        .isThrownBy(() -> SocketMessage.parse(message))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}
