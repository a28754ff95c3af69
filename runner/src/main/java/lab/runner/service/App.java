package lab.runner.service;

import java.nio.file.Path;

/**
 * One of our programs, unpacked and ready to run.
 *
 * @param name for example {@code gateway}
 * @param folder holds {@code NAME-app.jar} and {@code lib/}
 */
public record App(String name, Path folder) {

  Path jar() {
    return folder.resolve(name + "-app.jar");
  }

  /** Where its ahead-of-time cache is or will be. */
  public Path aotCache() {
    return folder.resolve("aot").resolve(name + ".aot");
  }

  /** Where it is while it is being written: one that is half written would be taken for made. */
  Path aotDraft() {
    return folder.resolve("aot").resolve(name + ".draft.aot");
  }
}
