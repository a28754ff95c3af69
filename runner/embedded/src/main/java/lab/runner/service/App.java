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

  /** The path of its ahead-of-time cache, whether or not it exists yet. */
  public Path aotCache() {
    return folder.resolve("aot").resolve(name + ".aot");
  }

  /**
   * The path of the cache while it is being written, so that a half-written one is not taken for
   * complete.
   */
  Path aotDraft() {
    return folder.resolve("aot").resolve(name + ".draft.aot");
  }
}
