package dev.difynative.workflow.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.FormField;
import dev.difynative.workflow.run.journal.RunIdentity;

/** Runs published workflows as tools. */
@Singleton
public class ToolRuns {
    private final WorkflowCalls calls;
    private final WorkflowRunner runner;
    private final WorkflowConfig config;

    /** A run that goes on; {@code stop} ends it. */
    public record Under(CompletableFuture<FinishedRun> finished, Runnable stop) {}

    ToolRuns(WorkflowCalls calls, WorkflowRunner runner, WorkflowConfig config) {
        this.calls = calls;
        this.runner = runner;
        this.config = config;
    }

    /** {@code depth} is how many workflows have called each other to come here; arguments that the form has not are left out. */
    public Under begin(AppSnapshot app, Map<String, Object> arguments, String user, int depth) {
        if (depth + 1 > config.maxCallDepth()) {
            throw RunError.CANNOT_START.because("Workflows call each other deeper than %d levels, which is the limit",
                    config.maxCallDepth());
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (FormField field : app.config().userInputForm()) {
            if (arguments.containsKey(field.variable())) {
                inputs.put(field.variable(), arguments.get(field.variable()));
            }
        }
        StartRun command = new StartRun(calls.current(app), calls.caller(app, user), inputs, List.of(), RunIdentity.APP_RUN,
                "workflow", null);
        LiveRun run = runner.go(runner.prepareCall(command, depth + 1));
        return new Under(run.finished(), () -> run.stop("The call was given up"));
    }
}
