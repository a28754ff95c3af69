package lab.runner.trial;

/**
 * Something that a trial measures.
 *
 * @param name as the experiment's file and {@code result.json} call it
 * @param words as people call it
 */
public record Measure(String name, String words, Unit unit) {}
