package dev.difynative.workflow.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a run had come when it paused.
 *
 * @param waiting
 *            the steps that wait, by node id
 */
@RegisterForReflection
record FrameState(Map<String, Frame.StepState> steps, List<Frame.LinkState> links, Map<String, Waiting> waiting, int stepCount,
        int[] progress, int speaking) {

    /** A step that waits, with the execution that will be gone on with; {@code body} is what waits in it if it is a container. */
    @RegisterForReflection
    record Waiting(String executionId, int index, String predecessor, long startedAtMillis, String kind, JsonNode reason,
            BodyState body) {

        Instant startedAt() { return Instant.ofEpochMilli(startedAtMillis); }
    }
}
