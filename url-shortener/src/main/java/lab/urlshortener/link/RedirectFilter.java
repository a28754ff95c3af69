package lab.urlshortener.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.Failures;
import lab.platform.web.Problem;
import lab.platform.web.Problems;
import lab.platform.web.RequestFilter;
import lab.urlshortener.click.Clicks;
import lab.urlshortener.code.Codes;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The redirect, {@code GET /{code}}: it is a hundred times as frequent as all other requests
 * together.
 *
 * <p>It is a filter rather than a controller because a link in the in-process cache then costs a
 * look-up and two headers; the way through the dispatcher to an annotated method costs several
 * times that.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class RedirectFilter extends HttpFilter {
  static final Problem UNKNOWN_LINK =
      Problem.of(404, "unknown-link", "Unknown link").detail("No link has this code.");

  private static final long serialVersionUID = 1;
  private static final String ROUTE = "/{code}";

  /** The gateway's request id, the same on each try; the gateway accepts none from clients. */
  private static final String REQUEST_ID = "X-Request-Id";

  private static final Problem METHOD_NOT_ALLOWED =
      Problem.of(405, "method-not-allowed", "Method not allowed")
          .detail("A short URL can be read with GET or HEAD only.");

  private final transient Links links;
  private final transient Clicks clicks;
  private final transient Counter found;
  private final transient Counter unknown;
  private final transient Counter unavailable;

  RedirectFilter(Links links, Clicks clicks, MeterRegistry meters) {
    this.links = links;
    this.clicks = clicks;
    this.found = counter(meters, "found");
    this.unknown = counter(meters, "unknown");
    this.unavailable = counter(meters, "unavailable");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (!Codes.isCode(path, 1)) {
      chain.doFilter(request, response);
      return;
    }
    request.setAttribute(RequestFilter.ROUTE, ROUTE);
    switch (request.getMethod()) {
      case "GET", "HEAD" -> redirect(path.substring(1), request, response);
      default -> {
        response.setHeader("Allow", "GET, HEAD");
        Problems.write(METHOD_NOT_ALLOWED, response);
      }
    }
  }

  private void redirect(String code, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      switch (links.resolve(code)) {
        case Resolution.Found(Link link) -> {
          found.increment();
          response.setStatus(HttpServletResponse.SC_FOUND);
          response.setHeader("Location", link.url());
          response.setContentLength(0);
          if (Visits.isVisit(request)) {
            clicks.clicked(code, request.getHeader(REQUEST_ID));
          }
        }
        case Resolution.Unknown() -> {
          unknown.increment();
          Problems.write(UNKNOWN_LINK, response);
        }
      }
    } catch (StoreUnavailableException e) {
      unavailable.increment();
      Problems.write(Failures.unavailable(e), response);
    } catch (RuntimeException e) {
      Problems.write(Failures.unexpected(e), response);
    }
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("lab.redirects")
        .description("Short URLs followed, by what they led to")
        .tag("outcome", outcome)
        .register(meters);
  }
}
