package dev.difynative.workflow.run;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.chat.GraphTurns;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.models.ChatMessage;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunServices;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.run.journal.RunIdentity;

/** What runs need from the other features. */
@Singleton
class EngineServices implements RunServices {
    private final GraphTurns turns;
    private final AppDirectory apps;
    private final QuestionGate filters;
    private final WorkflowConfig config;
    private final Clock clock;
    private WorkflowRunner runner;

    EngineServices(GraphTurns turns, AppDirectory apps, QuestionGate filters, WorkflowConfig config, Clock clock) {
        this.turns = turns;
        this.apps = apps;
        this.filters = filters;
        this.config = config;
        this.clock = clock;
    }

    /** The runner needs these services for its runs, and these runs may call others. */
    void calls(WorkflowRunner through) {
        runner = through;
    }

    /** Watches the texts that a run without a conversation hands out. */
    OutputModeration watcher(ReadyWorkflow workflow, RunScope scope) {
        return workflow.config().sensitiveWordAvoidance().enabled()
                ? apps.find(scope.tenantId(), scope.appId()).map(workflow::ruling)
                        .map(app -> filters.watcher(app, scope.endUserId())).orElse(OutputModeration.NONE)
                : OutputModeration.NONE;
    }

    @Override
    public Clock clock() { return clock; }

    @Override
    public List<ChatMessage> history(RunScope run, int rounds) {
        return run.conversationId() == null || rounds < 1
                ? List.of()
                : turns.history(run.tenantId(), run.conversationId(), run.messageId(), rounds);
    }

    @Override
    public NodeResult call(NodeContext caller, WorkflowSnapshot workflow, Map<String, Object> inputs) {
        RunScope from = caller.run();
        if (from.depth() + 1 > config.maxCallDepth()) {
            return NodeResult.failed("CallDepthExceeded", "Workflows call each other deeper than " + config.maxCallDepth()
                    + " levels, which is the limit");
        }
        RunCaller as = new RunCaller(from.tenantId(), workflow.appId(), from.endUserId(), from.accountId(), from.user());
        LiveRun run = runner.go(runner.prepareCall(new StartRun(workflow, as, inputs, List.of(), RunIdentity.APP_RUN, "workflow",
                null), from.depth() + 1));
        caller.onCancel(() -> run.stop("The calling run was ended"));
        try {
            return result(caller.await(run.finished()).result());
        } catch (InterruptedException ended) {
            run.stop("The calling run was ended");
            Thread.currentThread().interrupt();
            return NodeResult.failed("Interrupted", "The run was ended");
        }
    }

    private static NodeResult result(RunResult result) {
        if (result.status() == RunStatus.SUCCEEDED || result.status() == RunStatus.PARTIAL_SUCCEEDED) {
            return NodeResult.succeeded(result.outputs()).withSpending(result.spending());
        }
        return NodeResult.failed("WorkflowCallFailed", result.status() == RunStatus.PAUSED
                ? "A workflow that waits for a human cannot be called by another one"
                : result.error()).withSpending(result.spending());
    }
}
