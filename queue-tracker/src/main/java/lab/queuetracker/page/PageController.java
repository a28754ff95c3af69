package lab.queuetracker.page;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page's address: {@code /queues/}, and those who leave the slash out are sent there. */
@Controller
class PageController {
  @GetMapping("/queues")
  ResponseEntity<Void> withoutSlash() {
    return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
        .location(URI.create("/queues/"))
        .build();
  }

  @GetMapping("/queues/")
  String index() {
    return "forward:/queues/index.html";
  }
}
