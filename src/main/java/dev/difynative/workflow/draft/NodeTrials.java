package dev.difynative.workflow.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.files.AttachedFile;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.workflow.GraphApps;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.WorkflowDrafts;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.draft.DraftRuns.DraftInput;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.history.NodeExecutionView;
import dev.difynative.workflow.history.RunRecords;
import dev.difynative.workflow.run.FinishedRun;
import dev.difynative.workflow.run.PreparedRun;
import dev.difynative.workflow.run.RunCaller;
import dev.difynative.workflow.run.StartRun;
import dev.difynative.workflow.run.WorkflowRunner;
import dev.difynative.workflow.run.stream.RunStreams;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;

/** Tries out single nodes of drafts, with what they would find in a run. */
@Singleton
public class NodeTrials {
    private static final String SINGLE_STEP = "single-step";

    private final GraphApps apps;
    private final WorkflowDrafts drafts;
    private final WorkflowRunner runner;
    private final RunStreams streams;
    private final RunRecords history;
    private final DraftVariables variables;
    private final GraphJson json;

    NodeTrials(GraphApps apps, WorkflowDrafts drafts, WorkflowRunner runner, RunStreams streams, RunRecords history,
            DraftVariables variables, GraphJson json) {
        this.apps = apps;
        this.drafts = drafts;
        this.runner = runner;
        this.streams = streams;
        this.history = history;
        this.variables = variables;
        this.json = json;
    }

    /** Runs a node and waits for it. */
    public NodeExecutionView run(UUID tenantId, UUID accountId, UUID appId, String nodeId, DraftInput input) {
        PreparedRun prepared = prepare(tenantId, accountId, appId, nodeId, input);
        runner.go(prepared).finished().join();
        return history.ofRun(tenantId, appId, prepared.run().identity().id(), nodeId);
    }

    /** Runs a changed form of a node until it ends or waits. */
    public FinishedRun tryOut(UUID tenantId, UUID accountId, UUID appId, String nodeId, DraftInput input,
            UnaryOperator<WorkflowSnapshot> change) {
        return runner.go(prepare(tenantId, accountId, appId, nodeId, input, change)).finished().join();
    }

    /** What has become of a node that was tried out. */
    public NodeExecutionView executed(UUID tenantId, UUID appId, UUID runId, String nodeId) {
        return history.ofRun(tenantId, appId, runId, nodeId);
    }

    /** Runs an iteration or a loop and tells its rounds. */
    public CompletableFuture<FrameStream> stream(UUID tenantId, UUID accountId, UUID appId, String type, String nodeId,
            DraftInput input) {
        WorkflowSnapshot draft = drafts.snapshot(tenantId, appId);
        if (!find(draft, nodeId).path("data").path("type").asText().equals(type)) {
            throw CommonError.INVALID_PARAM.field("node_id", "type", "Node '%s' is of another type than '%s'", nodeId, type);
        }
        PreparedRun prepared = prepare(tenantId, accountId, appId, nodeId, input);
        CompletableFuture<FrameStream> stream = streams.of(prepared.run());
        runner.go(prepared);
        return stream;
    }

    private PreparedRun prepare(UUID tenantId, UUID accountId, UUID appId, String nodeId, DraftInput input) {
        return prepare(tenantId, accountId, appId, nodeId, input, UnaryOperator.identity());
    }

    private PreparedRun prepare(UUID tenantId, UUID accountId, UUID appId, String nodeId, DraftInput input,
            UnaryOperator<WorkflowSnapshot> change) {
        apps.get(tenantId, appId);
        WorkflowSnapshot draft = drafts.snapshot(tenantId, appId);
        JsonNode node = find(draft, nodeId);
        TrialValues values = new TrialValues(nodeId, node.path("data"));
        lastOutputs(new DraftVariables.Editor(tenantId, appId, accountId), nodeId, values);
        if (!input.query().isEmpty()) {
            values.put(Selector.of(Selector.SYSTEM, "query"), Value.of(input.query()));
        }
        boolean begins = isEntry(node);
        if (!begins) {
            input.inputs().forEach(values::give);
        }
        List<AttachedFile> files = input.files();
        return runner
                .prepareTrial(
                        new StartRun(change.apply(TrialGraph.of(draft, nodeId)), RunCaller.account(tenantId, appId, accountId),
                                begins ? input.inputs() : Map.of(), files, SINGLE_STEP, DraftRuns.CONSOLE, nodeId),
                        values.scopes());
    }

    /** What others have got last counts where the editor has got nothing himself. */
    private void lastOutputs(DraftVariables.Editor editor, String nodeId, TrialValues values) {
        Map<String, Map<String, Value>> all = new LinkedHashMap<>();
        history.lastOutputs(editor.tenantId(), editor.appId())
                .forEach((node, outputs) -> all.put(node, Values.fields(json.stored(outputs))));
        all.putAll(variables.values(editor));
        all.remove(nodeId);
        all.forEach(values::lastOutputs);
    }

    private static boolean isEntry(JsonNode node) {
        String type = node.path("data").path("type").asText();
        return type.equals("start") || type.startsWith("trigger-");
    }

    private static JsonNode find(WorkflowSnapshot draft, String nodeId) {
        for (JsonNode node : draft.graph().path("nodes")) {
            if (node.path("id").asText().equals(nodeId)) {
                return node;
            }
        }
        throw WorkflowError.NODE_NOT_FOUND.because("The draft has no node '%s'", nodeId);
    }
}
