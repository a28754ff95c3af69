package lab.queuetracker.place;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;

/**
 * This lab's places. The list is fixed at startup and the same in every instance, so an unknown
 * place is recognised without asking a store.
 */
public final class Catalogue {
  private final List<Place> places;
  private final Map<String, Integer> indexes;

  public Catalogue(List<Place> places) {
    this.places = List.copyOf(places);
    this.indexes =
        IntStream.range(0, places.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> places.get(i).location(), i -> i));
  }

  /** In the order in which they were generated. */
  public List<Place> all() {
    return places;
  }

  public boolean contains(String location) {
    return indexes.containsKey(location);
  }

  public Optional<Place> find(String location) {
    return indexOf(location).map(places::get);
  }

  /** The place's index in the list, from 0. */
  Optional<Integer> indexOf(String location) {
    return Optional.ofNullable(indexes.get(location));
  }

  /**
   * The place of that name.
   *
   * @throws ProblemException 404, in the text's words, if there is none
   */
  public Place require(String location) {
    return find(location)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(404, "unknown-location", "Unknown location")
                    .with("error", "Location not found")
                    .detail("There is no place of that name.")
                    .field("location")));
  }
}
