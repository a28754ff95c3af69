package lab.runner.cli;

import java.io.IOException;

/** What somebody who has just brought a lab up wants to know: where to look, what to try. */
final class UpMessage {
  private UpMessage() {}

  static String of(UpLab lab) throws IOException {
    var text = new StringBuilder();
    text.append(line("gateway", lab.gateway().toString()));
    lab.pages().forEach((what, address) -> text.append(line(what, address)));
    return text.append("  %-12s ".formatted("try it"))
        .append("curl -i ")
        .append(lab.gateway())
        .append(
            "/api/links -H 'Content-Type: application/json' -d"
                + " '{\"url\":\"https://example.org/\"}'")
        .toString();
  }

  static String line(String what, String address) {
    return "  %-12s %s%n".formatted(what, address);
  }
}
