package lab.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runner's answer to an {@link Event.Ask}.
 *
 * @param id of the question
 * @param error why it could not be done; null if it was
 * @param values what was asked for
 */
public record Answer(long id, @Nullable String error, List<String> values) {}
