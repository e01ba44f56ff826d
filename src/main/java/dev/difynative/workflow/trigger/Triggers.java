package dev.difynative.workflow.trigger;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppMode;
import dev.difynative.platform.crypto.RandomText;
import dev.difynative.workflow.GraphApps;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.trigger.Schedule;

/** The triggers of apps: made when their nodes are published, switched on and off in the console. */
@Singleton
public class Triggers {
    private static final int WEBHOOK_ID_LENGTH = 24;

    private final GraphApps apps;
    private final PublishedWorkflows published;
    private final GraphJson json;
    private final TriggerConfig config;
    private final Clock clock;

    Triggers(GraphApps apps, PublishedWorkflows published, GraphJson json, TriggerConfig config, Clock clock) {
        this.apps = apps;
        this.published = published;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** Takes over the triggers of the version that is run from now on; within the transaction that publishes it. */
    @Transactional
    public void published(UUID tenantId, UUID appId, ObjectNode graph) {
        Map<String, Trigger> known = new HashMap<>();
        Trigger.lockOfApp(tenantId, appId).forEach(trigger -> known.put(trigger.nodeId, trigger));
        Set<String> present = new HashSet<>();
        if (apps.get(tenantId, appId).mode() == AppMode.WORKFLOW) {
            for (JsonNode node : graph.path("nodes")) {
                if (isTrigger(node)) {
                    String id = node.path("id").asText();
                    take(known.containsKey(id) ? known.get(id) : made(tenantId, appId, node), node.path("data"));
                    present.add(id);
                }
            }
        }
        for (Trigger gone : known.values()) {
            if (!present.contains(gone.nodeId) && gone.published) {
                gone.published = false;
                gone.nextAt = null;
                gone.updatedAt = clock.instant();
            }
        }
    }

    /** Those of the version that is run now. */
    @Transactional
    public List<TriggerView> list(UUID tenantId, UUID appId) {
        apps.get(tenantId, appId);
        return Trigger.listOfApp(tenantId, appId).stream().filter(trigger -> trigger.published).map(TriggerView::of).toList();
    }

    /** Switches a trigger on or off; a schedule that is switched on is due at its next time from now. */
    @Transactional
    public TriggerView enable(UUID tenantId, UUID appId, UUID triggerId, boolean enabled) {
        apps.get(tenantId, appId);
        Trigger trigger = Trigger.findOfApp(tenantId, appId, triggerId)
                .orElseThrow(() -> TriggerError.TRIGGER_NOT_FOUND.because("Trigger not found"));
        trigger.enabled = enabled;
        trigger.nextAt = next(trigger);
        trigger.updatedAt = clock.instant();
        return TriggerView.of(trigger);
    }

    /**
     * Where the webhook of a node is called. It is made when it is first asked for, so that an editor can try it out before
     * anything is published.
     *
     * @param called
     *            where the console was called
     */
    @Transactional
    public WebhookView webhook(UUID tenantId, UUID appId, String nodeId, URI called) {
        apps.get(tenantId, appId);
        String base = config.publicUrl().orElseGet(() -> called.resolve("/").toString()).replaceFirst("/+$", "");
        return WebhookView.of(webhook(tenantId, appId, nodeId), base);
    }

    private Trigger webhook(UUID tenantId, UUID appId, String nodeId) {
        return Trigger.findByNode(tenantId, appId, nodeId).filter(trigger -> trigger.webhookId != null).orElseGet(() -> {
            JsonNode node = draftNode(tenantId, appId, nodeId);
            if (!node.path("data").path("type").asText().equals(Trigger.WEBHOOK)) {
                throw TriggerError.TRIGGER_NOT_FOUND.because("Node '%s' is no webhook", nodeId);
            }
            return made(tenantId, appId, node);
        });
    }

    /** The node of the draft as it is now. */
    JsonNode draftNode(UUID tenantId, UUID appId, String nodeId) {
        Optional<WorkflowSnapshot> draft = published.draft(tenantId, appId);
        for (JsonNode node : draft.map(found -> found.graph().path("nodes")).orElse(json.stored("[]"))) {
            if (node.path("id").asText().equals(nodeId)) {
                return node;
            }
        }
        throw WorkflowError.NODE_NOT_FOUND.because("The draft has no node '%s'", nodeId);
    }

    private Trigger made(UUID tenantId, UUID appId, JsonNode node) {
        Trigger trigger = new Trigger();
        trigger.tenantId = tenantId;
        trigger.appId = appId;
        trigger.nodeId = node.path("id").asText();
        trigger.type = node.path("data").path("type").asText();
        trigger.title = node.path("data").path("title").asText("");
        trigger.webhookId = trigger.type.equals(Trigger.WEBHOOK) ? RandomText.alphanumeric(WEBHOOK_ID_LENGTH) : null;
        trigger.settings = "{}";
        trigger.createdAt = clock.instant();
        trigger.updatedAt = trigger.createdAt;
        trigger.persist();
        return trigger;
    }

    private void take(Trigger trigger, JsonNode data) {
        String settings = data.toString();
        boolean same = trigger.published && trigger.settings.equals(settings);
        trigger.type = data.path("type").asText();
        trigger.title = data.path("title").asText("");
        if (trigger.type.equals(Trigger.WEBHOOK) && trigger.webhookId == null) {
            trigger.webhookId = RandomText.alphanumeric(WEBHOOK_ID_LENGTH);
        }
        trigger.settings = settings;
        trigger.published = true;
        trigger.updatedAt = clock.instant();
        // A schedule that has not changed keeps the time that it waits for.
        trigger.nextAt = same && trigger.nextAt != null ? trigger.nextAt : next(trigger);
    }

    private Instant next(Trigger trigger) {
        return trigger.published && trigger.enabled && trigger.type.equals(Trigger.SCHEDULE)
                ? after(json.stored(trigger.settings), clock.instant()).orElse(null)
                : null;
    }

    /** The first time of a schedule after this one; none when its settings cannot be read, which the checks have said. */
    static Optional<Instant> after(JsonNode settings, Instant time) {
        try {
            return Schedule.read(NodeData.of(settings)).after(time);
        } catch (ConfigFault unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isTrigger(JsonNode node) {
        String type = node.path("data").path("type").asText();
        return type.equals(Trigger.WEBHOOK) || type.equals(Trigger.SCHEDULE);
    }
}
