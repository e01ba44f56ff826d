package dev.difynative.workflow.engine;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.node.Spending;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a container had come when a node of its body paused.
 *
 * @param kept
 *            what the container itself wants to know again
 * @param steps
 *            of the rounds that are over
 * @param seconds
 *            for which it was at work
 * @param floor
 *            the round whose turn it is to speak
 */
@RegisterForReflection
record BodyState(JsonNode kept, int steps, Spending spending, double seconds, int floor, List<RoundVoices.Held> heldBack,
        List<Done> done, List<Waiting> waiting) {

    /** A round that is over; {@code failure} is null when it has not failed. */
    @RegisterForReflection
    record Done(int index, JsonNode pool, Fault failure, boolean ended, double seconds) {}

    @RegisterForReflection
    record Fault(String type, String message) {}

    /** A round in which a node waits. */
    @RegisterForReflection
    record Waiting(int index, JsonNode pool, FrameState frame, double seconds) {}
}
