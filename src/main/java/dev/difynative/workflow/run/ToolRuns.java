package dev.difynative.workflow.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.FormField;
import dev.difynative.tools.ToolCallScope;
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

    /** Arguments that the form has not are left out. */
    public Under begin(AppSnapshot app, Map<String, Object> arguments, ToolCallScope scope) {
        if (scope.depth() + 1 > config.maxCallDepth()) {
            throw RunError.CANNOT_START.because("Workflows call each other deeper than %d levels, which is the limit",
                    config.maxCallDepth());
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (FormField field : app.config().userInputForm()) {
            if (arguments.containsKey(field.variable())) {
                inputs.put(field.variable(), uploaded(arguments.get(field.variable())));
            }
        }
        StartRun command = new StartRun(calls.current(app), calls.caller(app, scope.user()), inputs, List.of(),
                RunIdentity.APP_RUN, "workflow", null);
        LiveRun run = runner.go(runner.prepareCall(command, scope.depth() + 1, scope.files()));
        return new Under(run.finished(), () -> run.stop("The call was given up"));
    }

    /** A file that a node has made is stored like one that was uploaded, and no form knows of the difference. */
    private static Object uploaded(Object argument) {
        return switch (argument) {
            case List<?> items -> items.stream().map(ToolRuns::uploaded).toList();
            case Map<?, ?> file when "tool_file".equals(file.get("transfer_method")) -> {
                Map<Object, Object> same = new LinkedHashMap<>(file);
                same.put("transfer_method", "local_file");
                yield (same);
            }
            case null, default -> argument;
        };
    }
}
