package lab.queuetracker.live;

/**
 * An update as it is sent: {@code {"type":"queue_update","location":…,"queue_length":…,"seq":…,
 * "at":…}}, with {@code "snapshot":true} or {@code "coalesced":n} if applicable. Type and length
 * have the text's names.
 */
final class UpdateJson {
  private UpdateJson() {}

  /** Written by hand, because it is written once per subscriber; a location needs no escaping. */
  static String of(Update update) {
    var json =
        new StringBuilder(160)
            .append("{\"type\":\"queue_update\",\"location\":\"")
            .append(update.location())
            .append("\",\"queue_length\":")
            .append(update.length())
            .append(",\"seq\":")
            .append(update.seq())
            .append(",\"at\":\"")
            .append(update.at())
            .append('"');
    if (update.snapshot()) {
      json.append(",\"snapshot\":true");
    }
    if (update.coalesced() > 0) {
      json.append(",\"coalesced\":").append(update.coalesced());
    }
    return json.append('}').toString();
  }
}
