package lab.queuetracker.page;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page's address: {@code /queues/}. Requests without the slash are redirected there with their
 * query. The redirect is temporary: one that a browser has cached permanently cannot be revoked.
 */
@Controller
class PageController {
  @GetMapping("/queues")
  ResponseEntity<Void> withoutSlash(HttpServletRequest request) {
    String query = request.getQueryString(); // as sent: a redirect does not parse it
    return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
        .header(HttpHeaders.LOCATION, "/queues/" + (query == null ? "" : "?" + query))
        .build();
  }

  @GetMapping("/queues/")
  String index() {
    return "forward:/queues/index.html";
  }
}
