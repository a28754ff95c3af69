package lab.platform.web;

import lab.platform.resilience.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every failure within Spring MVC into a {@link Problem}. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final MediaType PROBLEM = MediaType.parseMediaType(Problem.MEDIA_TYPE);

  @ExceptionHandler
  ResponseEntity<Object> refused(ProblemException refusal) {
    return answer(refusal.problem(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> unavailable(StoreUnavailableException outage) {
    return answer(Failures.unavailable(outage), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception failure) {
    return answer(Failures.unexpected(failure), new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(problem(failure, status.value()), headers);
  }

  private static Problem problem(Exception failure, int status) {
    if (failure instanceof HttpMediaTypeNotAcceptableException e
        && !e.getSupportedMediaTypes().isEmpty()) {
      String types = MediaType.toString(e.getSupportedMediaTypes());
      return StatusProblems.of(status).detail("This path answers with " + types + ".").bound(types);
    }
    return status >= 500 ? Failures.unexpected(failure) : StatusProblems.of(status);
  }

  private ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
    var response = ResponseEntity.status(problem.status()).headers(headers).contentType(PROBLEM);
    if (problem.status() == 503) {
      response.header(HttpHeaders.RETRY_AFTER, "1");
    }
    if (StatusProblems.isUnsupportedCoding(problem)) {
      response.header(HttpHeaders.ACCEPT_ENCODING, "identity"); // RFC 9110, section 15.5.16
    }
    return response.body(problem.toJson());
  }
}
