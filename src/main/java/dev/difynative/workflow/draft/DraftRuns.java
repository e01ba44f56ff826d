package dev.difynative.workflow.draft;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.files.AttachedFile;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.workflow.GraphApps;
import dev.difynative.workflow.WorkflowDrafts;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.run.PreparedRun;
import dev.difynative.workflow.run.RunCaller;
import dev.difynative.workflow.run.StartRun;
import dev.difynative.workflow.run.WorkflowCalls;
import dev.difynative.workflow.run.WorkflowRunner;
import dev.difynative.workflow.run.chatflow.AskChatflow;
import dev.difynative.workflow.run.chatflow.ChatflowRunner;
import dev.difynative.workflow.run.journal.RunIdentity;

/** Runs drafts for those who edit them. */
@Singleton
public class DraftRuns {
    static final String CONSOLE = "console";

    private final GraphApps apps;
    private final WorkflowDrafts drafts;
    private final WorkflowRunner runner;
    private final ChatflowRunner chatflows;
    private final WorkflowCalls calls;

    DraftRuns(GraphApps apps, WorkflowDrafts drafts, WorkflowRunner runner, ChatflowRunner chatflows, WorkflowCalls calls) {
        this.apps = apps;
        this.drafts = drafts;
        this.runner = runner;
        this.chatflows = chatflows;
        this.calls = calls;
    }

    /** What a draft is run with; {@code query} and the conversation only count in a chatflow. */
    public record DraftInput(Map<String, Object> inputs, String query, String conversationId, List<AttachedFile> files) {
        public DraftInput {
            inputs = inputs == null ? Map.of() : inputs;
            query = query == null ? "" : query;
            files = files == null ? List.of() : files;
        }
    }

    public CompletableFuture<FrameStream> run(UUID tenantId, UUID accountId, UUID appId, DraftInput input) {
        AppSnapshot app = app(tenantId, appId, AppMode.WORKFLOW);
        return begin(app,
                runner.prepare(new StartRun(drafts.snapshot(tenantId, appId), RunCaller.account(tenantId, appId, accountId),
                        input.inputs(), input.files(), RunIdentity.DEBUGGING, CONSOLE, null)));
    }

    /** Runs a draft from one of its triggers on, with what that has received. */
    public CompletableFuture<FrameStream> runFrom(UUID tenantId, UUID accountId, UUID appId, String nodeId,
            Map<String, Object> received) {
        AppSnapshot app = app(tenantId, appId, AppMode.WORKFLOW);
        return begin(app,
                runner.prepare(new StartRun(drafts.snapshot(tenantId, appId), RunCaller.account(tenantId, appId, accountId),
                        received, List.of(), RunIdentity.DEBUGGING, CONSOLE, nodeId)));
    }

    public CompletableFuture<FrameStream> ask(UUID tenantId, UUID accountId, UUID appId, DraftInput input) {
        AppSnapshot app = app(tenantId, appId, AppMode.ADVANCED_CHAT);
        if (input.query().isBlank()) {
            throw Parameters.missing("query");
        }
        return begin(app, chatflows.prepare(new AskChatflow(app, drafts.snapshot(tenantId, appId),
                RunCaller.account(tenantId, appId, accountId), input.query(), input.inputs(), input.files(),
                input.conversationId(), false, RunIdentity.DEBUGGING, CONSOLE)));
    }

    /** Stops a run of the app, wherever it goes on. */
    public void stop(UUID tenantId, UUID appId, UUID taskId) {
        calls.stop(apps.get(tenantId, appId), null, taskId);
    }

    private CompletableFuture<FrameStream> begin(AppSnapshot app, PreparedRun prepared) {
        return calls.begin(app, prepared, true).frames();
    }

    private AppSnapshot app(UUID tenantId, UUID appId, AppMode mode) {
        AppSnapshot app = apps.get(tenantId, appId);
        if (app.mode() != mode) {
            throw WorkflowError.NOT_A_GRAPH_APP.field("mode", "mode",
                    "This call is for apps of mode '%s', and this is one of mode '%s'",
                    mode.wire(), app.mode().wire());
        }
        return app;
    }
}
