package lab.platform.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints a {@link StartupRefusedException} as two short paragraphs instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupRefusedAnalyzer extends AbstractFailureAnalyzer<StartupRefusedException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StartupRefusedException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
