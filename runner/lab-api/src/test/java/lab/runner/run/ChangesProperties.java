package lab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChangesProperties {
  private static final List<String> NODES = List.of("a-1", "a-2", "b-1");

  /** Something that a run does to the lab, if the lab allows it. */
  record Deed(String node, String action, boolean brokenOff) {}

  @Provide
  Arbitrary<List<Deed>> deeds() {
    return Combinators.combine(
            Arbitraries.of(NODES),
            Arbitraries.of(
                "kill", "stop", "pause", "disconnect", "start", "resume", "reconnect", "configure"),
            Arbitraries.integers().between(0, 9))
        .as((node, action, chance) -> new Deed(node, action, chance == 0))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 300)
  void whatever_was_done_is_undone(@ForAll("deeds") List<Deed> deeds) {
    var lab = new Toy();
    var kept = new ArrayList<Changes.Kept>();
    var changes = new Changes(RunNote.NONE, kept::add);
    deeds.forEach(deed -> make(deed, lab, changes));

    // Undo from the note alone, as the next command would.
    var last = kept.isEmpty() ? RunNote.NONE : kept.getLast();
    assertThat(new Changes(last, _ -> {}).undo(lab, _ -> {})).isEmpty();

    assertThat(lab.isAsNew()).as("%s", lab.history).isTrue();
  }

  private static void make(Deed deed, Toy lab, Changes changes) {
    try {
      switch (deed.action()) {
        case "configure" -> {
          changes.configuring("a");
          lab.configure("a", deed.brokenOff() ? Map.of() : Map.of("x", "1"));
        }
        case "start", "resume", "reconnect" -> {
          lift(deed, lab);
          changes.lifted(deed.node(), deed.action());
        }
        default -> {
          changes.faulting(deed.node(), deed.action());
          if (!deed.brokenOff()) {
            lab.fault(deed.node(), deed.action());
          }
        }
      }
    } catch (IllegalStateException e) {
      // the lab does not allow it now
    }
  }

  private static void lift(Deed deed, Toy lab) {
    switch (deed.action()) {
      case "start" -> lab.start(deed.node());
      case "resume" -> lab.resume(deed.node());
      default -> lab.reconnect(deed.node());
    }
  }

  @Example
  void a_node_that_waits_for_another_is_started_after_it() {
    var lab = new Toy();
    lab.after.put("a-1", "a-2");
    lab.after.put("a-2", "b-1");
    var changes = new Changes();
    NODES.forEach(node -> {
      changes.faulting(node, "kill");
      lab.fault(node, "kill");
    });

    assertThat(changes.undo(lab, _ -> {})).isEmpty();
    assertThat(lab.isAsNew()).isTrue();
  }

  @Example
  void what_cannot_be_undone_is_named_and_the_rest_is_undone() {
    var lab = new Toy();
    lab.after.put("a-1", "a-1"); // never
    var changes = new Changes();
    for (String node : List.of("a-1", "a-2")) {
      changes.faulting(node, "kill");
      lab.fault(node, "kill");
    }
    changes.configuring("a");
    lab.configure("a", Map.of("x", "1"));

    assertThat(changes.undo(lab, _ -> {}))
        .containsExactly("not started again: a-1 (a-1 needs a-1)");
    assertThat(lab.dead).containsExactly("a-1");
    assertThat(lab.configured).containsEntry("a", Map.of());
  }
}
