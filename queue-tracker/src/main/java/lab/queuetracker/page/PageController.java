package lab.queuetracker.page;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page's address: {@code /queues/}, and those who leave the slash out are sent there with what
 * they ask for. Not for good: what a browser keeps of a redirect nobody can take back.
 */
@Controller
class PageController {
  @GetMapping("/queues")
  ResponseEntity<Void> withoutSlash(HttpServletRequest request) {
    String query = request.getQueryString(); // as it came: a redirect does not read it
    return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
        .header(HttpHeaders.LOCATION, "/queues/" + (query == null ? "" : "?" + query))
        .build();
  }

  @GetMapping("/queues/")
  String index() {
    return "forward:/queues/index.html";
  }
}
