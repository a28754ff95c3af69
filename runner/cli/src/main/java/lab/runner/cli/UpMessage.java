package lab.runner.cli;

import java.io.IOException;
import java.util.Optional;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Placeholders;
import lab.runner.descriptor.Service;

/** The message for a user who has just brought a lab up: where to look, what to try. */
final class UpMessage {
  private UpMessage() {}

  static String of(UpLab lab, Catalog catalog) throws IOException {
    var text = new StringBuilder();
    text.append(line("gateway", lab.gateway().toString()));
    lab.pages().forEach((what, address) -> text.append(line(what, address)));
    var kinds = lab.kinds();
    for (Service service : catalog.services()) {
      if (kinds.contains(service.name())) {
        text.append(line("try it", example(service, lab)));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String example(Service service, UpLab lab) {
    return Placeholders.replace(
        service.descriptor().example(),
        name ->
            name.equals("gateway.url") ? Optional.of(lab.gateway().toString()) : Optional.empty());
  }

  static String line(String what, String address) {
    return "  %-12s %s%n".formatted(what, address);
  }
}
