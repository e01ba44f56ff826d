package dev.difynative.chat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.Completion;
import dev.difynative.platform.error.Failure;

/** How a run ends: with the model's own figures, cut short, without a model at all, or with a failure. */
record RunEnd(Completion completion, Failure failure, boolean withModel, JsonNode annotationReply) {

    static RunEnd normal(Completion completion) { return new RunEnd(completion, null, true, null); }

    static RunEnd cutShort() { return new RunEnd(null, null, true, null); }

    /** {@code annotationReply} names the annotation that answered, or is null. */
    static RunEnd withoutModel(JsonNode annotationReply) {
        return new RunEnd(null, null, false, annotationReply);
    }

    static RunEnd failed(Failure failure) { return new RunEnd(null, failure, true, null); }

    /** Whether the answer was given to its end. */
    boolean isWhole() { return completion != null || !withModel; }

    boolean cancelsModel() { return completion == null; }

    boolean isCutShort() { return completion == null && failure == null && withModel; }

    /** Whether the model's server did not get to say what the answer cost. */
    boolean needsCounting() {
        return completion == null && withModel;
    }
}
