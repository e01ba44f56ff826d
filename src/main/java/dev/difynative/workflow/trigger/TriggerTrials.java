package dev.difynative.workflow.trigger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.platform.event.FrameStream;
import dev.difynative.workflow.GraphApps;
import dev.difynative.workflow.draft.DraftRuns;
import dev.difynative.workflow.draft.DraftRuns.DraftInput;
import dev.difynative.workflow.draft.NodeTrials;
import dev.difynative.workflow.history.NodeExecutionView;

/**
 * Tries out what a draft's triggers begin. A webhook waits until its debug address has been called, which the editor asks for
 * again and again; a schedule is tried out at once.
 */
@Singleton
public class TriggerTrials {
    private final GraphApps apps;
    private final Triggers triggers;
    private final Webhooks webhooks;
    private final DraftRuns drafts;
    private final NodeTrials nodes;

    TriggerTrials(GraphApps apps, Triggers triggers, Webhooks webhooks, DraftRuns drafts, NodeTrials nodes) {
        this.apps = apps;
        this.triggers = triggers;
        this.webhooks = webhooks;
        this.drafts = drafts;
        this.nodes = nodes;
    }

    /** Runs the draft from the first of these nodes that has something; empty while all wait. */
    public Optional<CompletableFuture<FrameStream>> run(UUID tenantId, UUID accountId, UUID appId, List<String> nodeIds) {
        apps.get(tenantId, appId);
        for (String nodeId : nodeIds) {
            Optional<Map<String, Object>> inputs = received(tenantId, appId, nodeId);
            if (inputs.isPresent()) {
                return Optional.of(drafts.runFrom(tenantId, accountId, appId, nodeId, inputs.get()));
            }
        }
        return Optional.empty();
    }

    /** Runs a trigger's node alone; empty while it waits. */
    public Optional<NodeExecutionView> runNode(UUID tenantId, UUID accountId, UUID appId, String nodeId) {
        apps.get(tenantId, appId);
        return received(tenantId, appId, nodeId).map(
                inputs -> nodes.run(tenantId, accountId, appId, nodeId, new DraftInput(inputs, null, null, null)));
    }

    private Optional<Map<String, Object>> received(UUID tenantId, UUID appId, String nodeId) {
        String type = triggers.draftNode(tenantId, appId, nodeId).path("data").path("type").asText();
        return switch (type) {
            case Trigger.SCHEDULE -> Optional.of(Map.of());
            case Trigger.WEBHOOK -> Optional.ofNullable(webhooks.takeTried(tenantId, appId, nodeId));
            default -> throw TriggerError.TRIGGER_NOT_FOUND.because("Node '%s' is no trigger that can be tried out", nodeId);
        };
    }
}
