package dev.difynative.workflow.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.ChatCommand;
import dev.difynative.chat.enduser.EndUsers;
import dev.difynative.files.AttachedFile;
import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.quota.ActiveRequests;
import dev.difynative.tools.ToolKey;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.background.AsyncRuns;
import dev.difynative.workflow.run.chatflow.AskChatflow;
import dev.difynative.workflow.run.chatflow.ChatflowRunner;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.stream.RunStreams;

/** Runs workflows for callers who wait for them: published ones for calls from outside. */
@ApplicationScoped
public class WorkflowCalls {
    private final PublishedWorkflows published;
    private final ReadyWorkflows workflows;
    private final WorkflowRunner runner;
    private final ChatflowRunner chatflows;
    private final RunStreams streams;
    private final AsyncRuns queue;
    private final EndUsers endUsers;
    private final ActiveRequests activeRequests;
    private final LiveRuns registry;
    private final DatabasePulse database;

    /** A run for a caller; {@code frames} is null when nobody asked for a stream. */
    public record Begun(LiveRun run, CompletableFuture<FrameStream> frames, CompletableFuture<FinishedRun> finished) {}

    WorkflowCalls(PublishedWorkflows published, ReadyWorkflows workflows, WorkflowRunner runner, ChatflowRunner chatflows,
            RunStreams streams, AsyncRuns queue, EndUsers endUsers, ActiveRequests activeRequests, LiveRuns registry,
            DatabasePulse database) {
        this.published = published;
        this.workflows = workflows;
        this.runner = runner;
        this.chatflows = chatflows;
        this.streams = streams;
        this.queue = queue;
        this.endUsers = endUsers;
        this.activeRequests = activeRequests;
        this.registry = registry;
        this.database = database;
    }

    /** Runs the published version of a workflow app, or the one that {@code workflowId} names. */
    public Begun run(AppSnapshot app, String workflowId, RunInput input, boolean streaming) {
        checkWorkflow(app);
        WorkflowSnapshot version = workflowId == null ? current(app) : version(app, workflowId);
        PreparedRun prepared = runner.prepare(new StartRun(version, caller(app, input.user()), input.inputs(), input.files(),
                RunIdentity.APP_RUN, RunIdentity.SERVICE_API, null));
        return begin(app, prepared, streaming);
    }

    /** Accepts a run that nobody waits for; completes when it is stored. The callback may be null. */
    public CompletableFuture<RunIdentity> submit(AppSnapshot app, String workflowId, RunInput input,
            AsyncRuns.Callback callback) {
        checkWorkflow(app);
        WorkflowSnapshot version = workflowId == null ? current(app) : version(app, workflowId);
        PreparedRun prepared = runner.prepare(new StartRun(version, caller(app, input.user()), input.inputs(), input.files(),
                RunIdentity.APP_RUN, RunIdentity.SERVICE_API, null));
        return streams.onLoop(queue.submit(prepared, callback));
    }

    /** What a caller gives a workflow. */
    public record RunInput(Map<String, Object> inputs, List<AttachedFile> files, String user) {}

    /** Asks a chatflow. */
    public Begun ask(AppSnapshot app, ChatCommand question, String workflowId, boolean streaming) {
        WorkflowSnapshot version = workflowId == null || workflowId.isEmpty() ? current(app) : version(app, workflowId);
        PreparedRun prepared = chatflows.prepare(new AskChatflow(app, version, caller(app, question.user()), question.query(),
                question.inputs(), question.files(), question.conversationId(), question.autoGenerateName(), RunIdentity.APP_RUN,
                RunIdentity.SERVICE_API));
        return begin(app, prepared, streaming);
    }

    /** The version that the app runs now. */
    public WorkflowSnapshot current(AppSnapshot app) {
        return published.current(app.tenantId(), app.id()).orElseThrow(() -> app.mode() == AppMode.WORKFLOW
                ? RunError.NOT_PUBLISHED.because("Workflow not published")
                : RunError.APP_UNAVAILABLE.because("This app has no published workflow"));
    }

    /** An app that is ruled by a graph, with the features and the form of its published version as its configuration. */
    public AppSnapshot asPublished(AppSnapshot app) {
        return published.current(app.tenantId(), app.id()).map(version -> workflows.of(version).ruling(app))
                .orElseThrow(() -> RunError.APP_UNAVAILABLE.because("This app has no published workflow"));
    }

    /** The tools that the published version uses; none when nothing is published. */
    public List<ToolKey> tools(AppSnapshot app) {
        List<ToolKey> tools = new ArrayList<>();
        published.current(app.tenantId(), app.id()).ifPresent(version -> {
            for (JsonNode node : version.graph().path("nodes")) {
                JsonNode data = node.path("data");
                if (data.path("type").asText().equals("tool")) {
                    tools.add(new ToolKey(data.path("provider_type").asText("builtin"), data.path("provider_id").asText(),
                            data.path("tool_name").asText()));
                }
            }
        });
        return tools;
    }

    WorkflowSnapshot version(AppSnapshot app, String workflowId) {
        UUID id = Ids.tryParse(workflowId).orElseThrow(() -> CommonError.INVALID_PARAM.field("workflow_id", "format",
                "Parameter 'workflow_id' must be the id of a published version"));
        return published.find(app.tenantId(), app.id(), id)
                .orElseThrow(() -> RunError.WORKFLOW_NOT_FOUND.because("Workflow not found"));
    }

    /** Stops a task of an app, wherever it runs; a null user means whoever began it. */
    public void stop(AppSnapshot app, String user, UUID taskId) {
        registry.stop(app.id(), user, taskId);
    }

    public void stopWorkflow(AppSnapshot app, UUID taskId) {
        checkWorkflow(app);
        stop(app, null, taskId);
    }

    public static void checkWorkflow(AppSnapshot app) {
        if (app.mode() != AppMode.WORKFLOW) {
            throw RunError.NOT_WORKFLOW_APP.because("This app is of mode '%s', which is no workflow", app.mode().wire());
        }
    }

    RunCaller caller(AppSnapshot app, String user) {
        if (user == null || user.isEmpty()) {
            throw Parameters.missing("user");
        }
        return RunCaller.endUser(app.tenantId(), app.id(), endUsers.idOf(app.tenantId(), app.id(), user), user);
    }

    /** Begins a run of an app that has a place for one more request in flight. */
    public Begun begin(AppSnapshot app, PreparedRun prepared, boolean streaming) {
        database.require();
        ActiveRequests.Slot slot = activeRequests.acquire(app.id(), app.limits().maxActiveRequests());
        LiveRun run = prepared.run();
        run.finished().whenComplete((done, fault) -> slot.close());
        CompletableFuture<FrameStream> frames = streaming ? streams.of(run) : null;
        runner.go(prepared);
        return new Begun(run, frames, streaming ? run.finished() : streams.onLoop(run.finished()));
    }
}
