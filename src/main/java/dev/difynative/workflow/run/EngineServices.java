package dev.difynative.workflow.run;

import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.chat.conversation.GraphTurns;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.workflow.engine.RunServices;
import dev.difynative.workflow.node.RunScope;

/** What runs need from the other features. */
@Singleton
class EngineServices implements RunServices {
    private final GraphTurns turns;
    private final AppDirectory apps;
    private final QuestionGate filters;
    private final Clock clock;

    EngineServices(GraphTurns turns, AppDirectory apps, QuestionGate filters, Clock clock) {
        this.turns = turns;
        this.apps = apps;
        this.filters = filters;
        this.clock = clock;
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
}
