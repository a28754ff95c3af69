package lab.runner.experiment;

import java.util.List;

/** Is the lab all right? The exit code of a run; a claim may be refuted by a healthy lab. */
public sealed interface Health {
  /** The invariants held, the shape was within its tolerances, and the fault bit. */
  record Pass(List<String> reasons) implements Health {}

  /** Something that must not happen did. */
  record Fail(List<String> reasons) implements Health {}

  /** The run does not allow a verdict. */
  record Unknown(List<String> reasons) implements Health {}

  /** In words, the most telling first. */
  List<String> reasons();

  default String word() {
    return switch (this) {
      case Pass _ -> "pass";
      case Fail _ -> "fail";
      case Unknown _ -> "unknown";
    };
  }

  default int exitCode() {
    return switch (this) {
      case Pass _ -> 0;
      case Fail _ -> 1;
      case Unknown _ -> 2;
    };
  }
}
