package dev.difynative.workflow.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.workflow.engine.Speakers.Speaker;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;

/**
 * Says what the speakers of a level have to say: the pieces of each in the order of its template, one speaker after the other,
 * as early as possible. A speaker has the floor once it is certain that the run will come to it; it is held back until those
 * on the way to it have spoken. Used under the run's lock only.
 */
final class SpeechFlow {
    private final Frame frame;
    private final Speakers speakers;
    private final Floor[] floors;
    private final Map<String, List<String>> streams = new HashMap<>();
    private int speaking = -1;

    /** How far a speaker has come in its template, and in the place it is at. */
    private static final class Floor {
        private int part;
        private int pieces;
        private boolean done;
        private String held = "";
    }

    SpeechFlow(Frame frame, Speakers speakers) {
        this.frame = frame;
        this.speakers = speakers;
        this.floors = new Floor[speakers.all().size()];
        for (int i = 0; i < floors.length; i++) {
            floors[i] = new Floor();
        }
    }

    /** A node has said a piece of one of its outputs. */
    void piece(String node, String output, String text) {
        if (!text.isEmpty() && speakers.repeats(node, output)) {
            streams.computeIfAbsent(Speakers.key(node, output), any -> new ArrayList<>()).add(text);
            advance();
        }
    }

    /** Says what can be said by now; called after each change. */
    void advance() {
        while (speaking >= 0 || choose()) {
            Speaker speaker = speakers.all().get(speaking);
            if (!speak(speaker, floors[speaking])) {
                return;
            }
            floors[speaking].done = true;
            speaking = -1;
        }
    }

    private boolean choose() {
        for (Speaker speaker : speakers.all()) {
            Floor floor = floors[speaker.number()];
            if (!floor.done && frame.isCertain(speaker.step()) && earlierHaveSpoken(speaker) && hasSomething(speaker, floor)) {
                speaking = speaker.number();
                return true;
            }
        }
        return false;
    }

    private boolean earlierHaveSpoken(Speaker speaker) {
        return speaker.earlier().stream().allMatch(step -> frame.isSkipped(step) || (frame.isDone(step) && hasSpoken(step)));
    }

    private boolean hasSpoken(int step) {
        return speakers.all().stream().filter(other -> other.step() == step).allMatch(other -> floors[other.number()].done);
    }

    private boolean hasSomething(Speaker speaker, Floor floor) {
        List<TextTemplate.Part> parts = speaker.speech().template().parts();
        if (floor.part >= parts.size()) {
            return true;
        }
        return switch (parts.get(floor.part)) {
            case TextTemplate.Literal _ -> true;
            case TextTemplate.Place(Selector selector) -> streams.containsKey(Speakers.key(selector))
                    || isSettled(selector, speaker);
        };
    }

    /** Says as much as there is; whether that was all. */
    private boolean speak(Speaker speaker, Floor floor) {
        List<TextTemplate.Part> parts = speaker.speech().template().parts();
        while (floor.part < parts.size()) {
            boolean passed = switch (parts.get(floor.part)) {
                case TextTemplate.Literal(String text) -> literal(speaker, floor, text);
                case TextTemplate.Place(Selector selector) -> place(speaker, floor, selector);
            };
            if (!passed) {
                return false;
            }
            floor.part++;
            floor.pieces = 0;
        }
        return true;
    }

    private boolean literal(Speaker speaker, Floor floor, String text) {
        if (speaker.speech().textOnly()) {
            floor.held += text;
        } else {
            frame.say(Selector.of(frame.level().step(speaker.step()).id(), "answer"), text);
        }
        return true;
    }

    private boolean place(Speaker speaker, Floor floor, Selector selector) {
        List<String> pieces = selector.path().size() == 2 ? streams.getOrDefault(Speakers.key(selector), List.of()) : List.of();
        while (floor.pieces < pieces.size()) {
            say(floor, selector, pieces.get(floor.pieces++));
        }
        if (!isSettled(selector, speaker)) {
            return false;
        }
        if (floor.pieces == 0) {
            Optional<Value> value = frame.pool().read(selector);
            if (!speaker.speech().textOnly() || value.orElse(Value.NOTHING) instanceof Value.Text) {
                say(floor, selector, TextTemplate.text(selector, value));
            }
        }
        return true;
    }

    private void say(Floor floor, Selector from, String text) {
        if (!text.isEmpty()) {
            frame.say(from, floor.held + text);
            floor.held = "";
        }
    }

    /** Whether nothing will change any more at a place. */
    private boolean isSettled(Selector selector, Speaker speaker) {
        if (frame.isDone(speaker.step())) {
            return true;
        }
        if (selector.isScope()) {
            // Somebody may still assign to a conversation variable before it is this speaker's turn.
            return !selector.node().equals(Selector.CONVERSATION);
        }
        Optional<Integer> step = frame.level().number(selector.node());
        return step.isPresent() ? frame.isDone(step.get()) : frame.pool().read(selector).isPresent();
    }

    /** How far each speaker has come, for a run that pauses. */
    int[] progress() {
        int[] progress = new int[floors.length];
        for (int i = 0; i < floors.length; i++) {
            progress[i] = floors[i].done ? Integer.MAX_VALUE : floors[i].part;
        }
        return progress;
    }

    int speaking() { return speaking; }

    /** Goes on where another process has paused. */
    void restore(int[] progress, int whoSpeaks) {
        for (int i = 0; i < floors.length && i < progress.length; i++) {
            floors[i].done = progress[i] == Integer.MAX_VALUE;
            floors[i].part = floors[i].done ? 0 : progress[i];
        }
        speaking = whoSpeaks;
    }
}
