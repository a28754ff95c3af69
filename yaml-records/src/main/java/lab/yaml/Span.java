package lab.yaml;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;

/** Constrains a duration to be between two bounds, both inclusive; null is valid. */
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.TYPE_USE,
  ElementType.RECORD_COMPONENT
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Span.Within.class)
public @interface Span {
  /** The lower bound, written as in a file: {@code 500ms}. */
  String min() default "0s";

  /** The upper bound, written likewise. */
  String max();

  /** The message for a duration outside the bounds. */
  String message() default "must be from {min} to {max}";

  /** Of Jakarta Validation. */
  Class<?>[] groups() default {};

  /** Of Jakarta Validation. */
  Class<? extends Payload>[] payload() default {};

  /** The validator. */
  final class Within implements ConstraintValidator<Span, Duration> {
    private Duration least = Duration.ZERO;
    private Duration most = Duration.ZERO;

    @Override
    public void initialize(Span span) {
      least = Durations.parse(span.min());
      most = Durations.parse(span.max());
    }

    @Override
    public boolean isValid(Duration value, ConstraintValidatorContext context) {
      return value == null || (value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    }
  }
}
