package lab.queuetracker.queue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.place.Place;
import lab.queuetracker.place.Places;
import org.jspecify.annotations.Nullable;

/**
 * Lines in this process's memory, as in the text's first phase: fast, for one instance only, and
 * gone when it ends.
 */
final class MemoryQueues implements Queues {
  private final Map<String, MemoryLine> lines;
  private final Map<UUID, MemoryLine> byTicket = new ConcurrentHashMap<>();

  /**
   * @param listener is told of every change, in order for each line
   */
  MemoryQueues(Catalogue places, Clock clock, Consumer<Change> listener) {
    this.lines =
        places.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Place::location,
                    place ->
                        new MemoryLine(
                            place.location(),
                            Places.initialLength(place),
                            clock,
                            listener,
                            byTicket)));
  }

  @Override
  public Optional<Known> find(String location) {
    return Optional.ofNullable(lines.get(location))
        .map(line -> new Known(line.queue(), Source.MEMORY));
  }

  @Override
  public List<Queue> all(List<String> locations) {
    return locations.stream().map(this::find).flatMap(Optional::stream).map(Known::queue).toList();
  }

  @Override
  public Reading set(String location, int length, @Nullable Set<Long> ifVersions) {
    return on(location, line -> line.set(length, ifVersions), new Reading.UnknownPlace());
  }

  @Override
  public Joining join(String location, @Nullable String key) {
    return on(location, line -> line.join(key), new Joining.UnknownPlace());
  }

  @Override
  public Closing end(String location, Ending ending, UUID ticket) {
    return on(location, line -> line.end(ending, ticket), new Closing.UnknownPlace());
  }

  @Override
  public Closing endNext(String location, Ending ending) {
    return on(location, line -> line.endNext(ending), new Closing.UnknownPlace());
  }

  @Override
  public Optional<Standing> ticket(UUID id) {
    return Optional.ofNullable(byTicket.get(id)).flatMap(line -> line.ticket(id));
  }

  private <T> T on(String location, Function<MemoryLine, T> change, T unknown) {
    var line = lines.get(location);
    return line == null ? unknown : change.apply(line);
  }
}
