package dev.difynative.chat;

import dev.difynative.models.Completion;
import dev.difynative.platform.error.Failure;

/** How a run ends: with the model's own figures, cut short, without a model at all, or with a failure. */
record RunEnd(Completion completion, Failure failure, boolean modelWasAsked) {

    static RunEnd normal(Completion completion) { return new RunEnd(completion, null, true); }

    static RunEnd cutShort() { return new RunEnd(null, null, true); }

    static RunEnd withoutModel() { return new RunEnd(null, null, false); }

    static RunEnd failed(Failure failure) { return new RunEnd(null, failure, true); }

    boolean cancelsModel() { return completion == null; }

    /** Whether the model's server did not get to say what the answer cost. */
    boolean needsCounting() {
        return completion == null && modelWasAsked;
    }
}
