package dev.difynative.workflow;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The published versions as they are run, from memory: which one is the newest is forgotten everywhere when it changes. */
@ApplicationScoped
class VersionedWorkflows implements PublishedWorkflows {
    private final SharedCache<AppKey, Optional<WorkflowSnapshot>> newest;
    private final SharedCache<VersionKey, Optional<WorkflowSnapshot>> versions;
    private final GraphJson json;
    private final EnvironmentSecrets secrets;

    /** The tenant is part of the keys, so that one workspace can never be answered with the workflow of another. */
    private record AppKey(UUID tenantId, UUID appId) {
        static final KeyText<AppKey> TEXT = new KeyText<>(key -> key.tenantId + "/" + key.appId, text -> {
            String[] parts = text.split("/");
            return new AppKey(UUID.fromString(parts[0]), UUID.fromString(parts[1]));
        });
    }

    private record VersionKey(UUID tenantId, UUID appId, UUID id) {
        static final KeyText<VersionKey> TEXT = new KeyText<>(key -> key.tenantId + "/" + key.appId + "/" + key.id, text -> {
            String[] parts = text.split("/");
            return new VersionKey(UUID.fromString(parts[0]), UUID.fromString(parts[1]), UUID.fromString(parts[2]));
        });
    }

    VersionedWorkflows(SharedCaches caches, GraphJson json, EnvironmentSecrets secrets) {
        this.newest = caches.open("published-workflows", AppKey.TEXT);
        this.versions = caches.open("workflow-versions", VersionKey.TEXT);
        this.json = json;
        this.secrets = secrets;
    }

    @Override
    public Optional<WorkflowSnapshot> current(UUID tenantId, UUID appId) {
        return newest.get(new AppKey(tenantId, appId), key -> QuarkusTransaction.joiningExisting()
                .call(() -> Workflow.findLatest(key.tenantId, key.appId).map(this::snapshot)));
    }

    @Override
    public Optional<WorkflowSnapshot> find(UUID tenantId, UUID appId, UUID workflowId) {
        return versions.get(new VersionKey(tenantId, appId, workflowId), key -> QuarkusTransaction.joiningExisting()
                .call(() -> Workflow.findVersion(key.tenantId, key.appId, key.id).map(this::snapshot)));
    }

    @Override
    public Optional<WorkflowSnapshot> draft(UUID tenantId, UUID appId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Workflow.findDraft(tenantId, appId).map(this::snapshot));
    }

    void published(UUID tenantId, UUID appId) { newest.drop(new AppKey(tenantId, appId)); }

    void deleted(UUID tenantId, UUID appId, UUID workflowId) { versions.drop(new VersionKey(tenantId, appId, workflowId)); }

    private WorkflowSnapshot snapshot(Workflow workflow) {
        return new WorkflowSnapshot(workflow.id, workflow.tenantId, workflow.appId, workflow.version(),
                json.stored(workflow.graph), json.stored(workflow.features),
                secrets.opened(workflow.tenantId, json.storedArray(workflow.environmentVariables)),
                json.stored(workflow.conversationVariables));
    }
}
