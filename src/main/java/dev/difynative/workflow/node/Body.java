package dev.difynative.workflow.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.value.Value;

/** The body of a container node, to be run round by round. */
public interface Body {

    /** What the container wanted to be kept, if it goes on after a round of it has waited for something from outside. */
    Optional<JsonNode> kept();

    /**
     * Tells the reader that the container begins, if it does not go on.
     *
     * @param rounds
     *            empty when nobody knows how many there will be
     * @param toKeep
     *            asked when a round waits: what the container must know again to go on from the same round
     */
    void begin(OptionalInt rounds, Map<String, Value> inputs, Supplier<JsonNode> toKeep);

    /**
     * Runs the body once and waits for it. The variables belong to the container's id within the round. A round that has waited
     * goes on with its own.
     */
    ChildRun round(int index, Map<String, Value> variables);

    /**
     * Runs a round for each item of the list, at most {@code parallel} at a time, and waits for all.
     *
     * @param endEarly
     *            asked for each round as it ends; when true, rounds under way are given up and no more are begun
     * @return in the order of the list; rounds that were given up or not begun are missing
     */
    List<ChildRun> rounds(List<Map<String, Value>> variables, int parallel, Predicate<ChildRun> endEarly);
}
