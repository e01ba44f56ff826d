package dev.difynative.chat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.Completion;
import dev.difynative.platform.error.Failure;

/** How a run ends: with the model's own figures, called off, without a model at all, or with a failure. */
record RunEnd(Completion completion, Failure failure, boolean withModel, JsonNode annotationReply, boolean calledOff) {

    static RunEnd normal(Completion completion) { return new RunEnd(completion, null, true, null, false); }

    static RunEnd cutShort() { return new RunEnd(null, null, true, null, true); }

    static RunEnd outOfTime(Failure failure) { return new RunEnd(null, failure, true, null, true); }

    /** {@code annotationReply} names the annotation that answered, or is null. */
    static RunEnd withoutModel(JsonNode annotationReply) {
        return new RunEnd(null, null, false, annotationReply, false);
    }

    static RunEnd failed(Failure failure) { return new RunEnd(null, failure, true, null, false); }

    /** Whether the answer was given to its end. */
    boolean isWhole() { return completion != null || !withModel; }

    boolean cancelsModel() { return completion == null; }

    /** Whether the model's server did not get to say what the answer cost. */
    boolean needsCounting() {
        return completion == null && withModel;
    }
}
