package lab.runner.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.runner.node.NotPossible;
import lab.runner.process.Node;

/** The members and their roles. A change is written to disk before it takes effect in memory. */
final class PostgresRoles {
  private final Path file;
  private final List<PostgresMember> members = new ArrayList<>();
  private volatile PostgresState state;

  /**
   * @param first the primary of a new pair
   */
  PostgresRoles(Path file, String first) throws IOException {
    this.file = file;
    state = PostgresState.read(file, new PostgresState(first, ""));
  }

  void add(PostgresMember member) {
    members.add(member);
  }

  PostgresState state() {
    return state;
  }

  List<PostgresMember> members() {
    return List.copyOf(members);
  }

  PostgresMember primary() {
    return member(state.primary());
  }

  PostgresMember member(Node node) {
    return member(node.name());
  }

  private PostgresMember member(String name) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NotPossible("There is no " + name + "."));
  }

  /** The member that is not the primary, whatever its state. */
  Optional<PostgresMember> standby() {
    return members.stream().filter(member -> !isPrimary(member)).findFirst();
  }

  boolean isPrimary(PostgresMember member) {
    return state.primary().equals(member.name());
  }

  /** Whether it is known to have every acknowledged write. */
  boolean isSynchronous(PostgresMember member) {
    return state.synchronous().equals(member.name());
  }

  void synchronous(PostgresMember primary, PostgresMember standby) throws IOException {
    become(new PostgresState(primary.name(), standby.name()));
  }

  void alone(PostgresMember primary) throws IOException {
    become(new PostgresState(primary.name(), ""));
  }

  private void become(PostgresState next) throws IOException {
    next.write(file);
    state = next;
  }
}
