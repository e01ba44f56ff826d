package dev.difynative.workflow.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import dev.difynative.workflow.graph.Selector;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Says what rounds that run side by side have to say in the order of the rounds. Used under the run's lock only. */
final class RoundVoices {
    private final BiConsumer<Selector, String> outside;
    private final Map<Integer, List<Held>> heldBack = new TreeMap<>();
    private int floor;

    /** A piece of text that is not its round's turn yet. */
    @RegisterForReflection
    record Held(int round, List<String> from, String text) {

        private Selector selector() { return new Selector(from); }
    }

    RoundVoices(BiConsumer<Selector, String> outside) { this.outside = outside; }

    void say(int round, Selector from, String text) {
        if (round <= floor) {
            outside.accept(from, text);
        } else {
            heldBack.computeIfAbsent(round, any -> new ArrayList<>()).add(new Held(round, from.path(), text));
        }
    }

    /** Gives the floor to a round, when all before it are over. */
    void pass(int next) {
        while (floor < next) {
            floor++;
            List<Held> held = heldBack.remove(floor);
            if (held != null) {
                held.forEach(piece -> outside.accept(piece.selector(), piece.text()));
            }
        }
    }

    int floor() { return floor; }

    List<Held> held() { return heldBack.values().stream().flatMap(List::stream).toList(); }

    void restore(int whoseTurn, List<Held> pieces) {
        floor = whoseTurn;
        pieces.forEach(piece -> heldBack.computeIfAbsent(piece.round(), any -> new ArrayList<>()).add(piece));
    }
}
