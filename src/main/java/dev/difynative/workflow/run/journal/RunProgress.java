package dev.difynative.workflow.run.journal;

import java.time.Instant;

import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.node.Spending;

/** How far a run has come; outputs is a JSON object, or null. */
public record RunProgress(RunStatus status, String outputs, String error, double seconds, Spending spending, int steps,
        int exceptions,
        Instant finishedAt) {
    public static final RunProgress SCHEDULED = begun(RunStatus.SCHEDULED);
    public static final RunProgress RUNNING = begun(RunStatus.RUNNING);

    private static RunProgress begun(RunStatus status) {
        return new RunProgress(status, null, null, 0, Spending.NONE, 0, 0, null);
    }
}
